"""Words and sound of new versions of the flows, made ready beside the calls.

The words that callers are expected to say are built into the speech model, and what the line says
in the same words to everybody is spoken ahead, for a version that waits for its time too.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from flows.definition import FlowSet
from ivr.fixed_phrases import fixed_phrases
from ivr.releases.loading import Loaded
from ivr.releases.parts import ReleaseParts
from ivr.speech.voice import Voice, VoiceFailed

log = structlog.get_logger()

MOST_UNSPOKEN = 3
"""Phrases without sound after which the voice counts as away, and no more are tried."""


@dataclass
class Preparing:
    """Looks which versions stand or wait, and prepares what is new. One a process."""

    parts: ReleaseParts
    voice: Voice
    lacks_words_of: Callable[[tuple[FlowSet, ...]], bool]
    build: Callable[[], None]
    """Has the speech model rebuilt for the versions that stand or wait."""
    _prepared: tuple[int, Path] | None = None
    """Serial of the standing that was prepared last, and the speech model it was prepared with."""
    _spoken: frozenset[str] = field(default=frozenset())
    """What was live at the start, which is spoken as it is first needed, and all since."""

    def tick(self) -> None:
        """Prepare what came since the last time; the first time, what is live counts as ready.

        A speech model that somebody built meanwhile is looked at anew: it may lack words of a
        version that is tried on some calls, or waits.

        Raises:
            DatabaseFailure: the database is away; nothing is taken as prepared.
        """
        serial, model = self.parts.releases.standing().serial, self.parts.publishing.model_folder
        if (serial, model()) == self._prepared:
            return
        versions = to_be_ready(self.parts)
        flows = tuple(each.flows for each in versions)
        if self._prepared is None:
            self._spoken = fixed_phrases(self.parts.releases.live().flows)
        if self.lacks_words_of(flows):
            self.build()
        prepared = (serial, model())
        self._speak(flows)
        self._prepared = prepared

    def _speak(self, flows: tuple[FlowSet, ...]) -> None:
        wanted = frozenset[str]().union(*(fixed_phrases(each) for each in flows))
        spoken: set[str] = set()
        unspoken: list[str] = []
        for phrase in sorted(wanted - self._spoken):
            try:
                self.voice.warm((phrase,))
                spoken.add(phrase)
            except VoiceFailed as failed:
                unspoken.append(failed.code)
                if len(unspoken) == MOST_UNSPOKEN:
                    break
        self._spoken |= spoken
        if unspoken:
            log.warning("prompts_not_spoken_ahead", codes=unspoken)
        if spoken:
            log.info("prompts_spoken_ahead", phrases=len(spoken))


def to_be_ready(parts: ReleaseParts) -> tuple[Loaded, ...]:
    """The versions that callers get, and those that wait for their time.

    Raises:
        DatabaseFailure: what waits can't be read.
    """
    state = parts.releases.state
    candidate = (state.candidate,) if state.candidate else ()
    return (state.live, *candidate, *parts.scheduling.would_be(state))
