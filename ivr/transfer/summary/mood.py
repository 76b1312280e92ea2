"""How a caller is, by the distress in their words."""

from collections.abc import Iterable

from flows.policy import Policy
from ivr.calls.events import Understood
from ivr.store.call_events import StoredEvent
from ivr.store.redaction import SECRET
from ivr.transfer.summary.facts import Mood, MoodLevel, MoodPoint

ANNOYED = 0.3
"""Distress from which a caller counts as upset; see `nlu.distress.score`."""


def mood(events: Iterable[StoredEvent], policy: Policy) -> Mood:
    """The caller's mood; the most distressed sentence decides, and of several the last."""
    course: list[MoodPoint] = []
    score, words = 0.0, ""
    for stored in events:
        if not isinstance(stored.event, Understood):
            continue
        said = stored.event.understanding
        course.append(MoodPoint(stored.at, said.distress))
        if said.distress >= max(score, ANNOYED):
            score, words = said.distress, said.text
    level = _level(score, policy)
    score = max((point.score for point in course), default=0.0)
    return Mood(level, score, "" if words == SECRET else words, tuple(course))


def _level(score: float, policy: Policy) -> MoodLevel:
    if score >= max(policy.distress_threshold, ANNOYED):
        return "very_upset"
    return "upset" if score >= ANNOYED else "calm"
