"""How a caller is, by the distress in their words and voice."""

from collections.abc import Iterable

from flows.policy import Policy
from ivr.calls.events import Decided, Understood
from ivr.store.call_events import StoredEvent
from ivr.store.redaction import SECRET
from ivr.transfer.summary.facts import Mood, MoodLevel, MoodPoint

ANNOYED = 0.3
"""Distress from which a caller counts as upset; see `nlu.distress.score`."""


def mood(events: Iterable[StoredEvent], policy: Policy) -> Mood:
    """The caller's mood; the most distressed sentence decides, and of several the last.

    What was decided on a sentence weighs the whole call up to it.
    """
    course: list[MoodPoint] = []
    score, words, said = 0.0, "", ""
    for stored in events:
        if isinstance(stored.event, Understood):
            said = stored.event.understanding.text
            distress = stored.event.understanding.distress
            course.append(MoodPoint(stored.at, distress))
        elif isinstance(stored.event, Decided) and course:
            weighed = stored.event.decision.scores
            distress = weighed.distress if weighed else 0.0
            course[-1] = MoodPoint(course[-1].at, max(course[-1].score, distress))
        else:
            continue
        if distress >= max(score, ANNOYED):
            score, words = distress, said
    level = _level(score, policy)
    score = max((point.score for point in course), default=0.0)
    return Mood(level, score, "" if words == SECRET else words, tuple(course))


def _level(score: float, policy: Policy) -> MoodLevel:
    if score >= max(policy.distress_threshold, ANNOYED):
        return "very_upset"
    return "upset" if score >= ANNOYED else "calm"
