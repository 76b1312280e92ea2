"""What a caller who waits for a person is told: the place in line, the wait, the way out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flows.events import Json
from flows.phrases import Phrases
from flows.spoken import FORMS
from ivr.store.recorder import utc_now
from ivr.transfer.states import TransferState
from ivr.transfer.wish import Standing

AGAIN_AFTER_MS = 30_000
"""Audio time between two reports."""
_SHORT_WAIT_S = 90
_CALLING = frozenset({TransferState.DIALING, TransferState.WHISPERING})


@dataclass
class HoldWords:
    """The reports of one wait, in wordings that take turns."""

    phrases: Phrases
    _said: dict[str, int] = field(default_factory=dict)
    _calling: bool = False
    """Whether somebody was being called at the last report."""
    _due_ms: int = 0

    def first(self, standing: Standing, at_ms: int, *, again: bool) -> str:
        """What is said before the first music.

        Args:
            standing: where the transfer stands.
            at_ms: audio time.
            again: whether the caller held before, over another stream.
        """
        opening = [self._phrase("hold_again")] if again else []
        return " ".join((*opening, *self._report(standing, at_ms)))

    def next(self, standing: Standing, at_ms: int) -> str:
        """What is said between two bars of music; empty where nothing is due."""
        calls_now = standing.state in _CALLING and not self._calling
        if at_ms < self._due_ms and not calls_now:
            self._calling = standing.state in _CALLING
            return ""
        return " ".join(self._report(standing, at_ms))

    def keys(self) -> str:
        """What follows a key that means nothing here."""
        return self._phrase("hold_keys")

    def _report(self, standing: Standing, at_ms: int) -> Iterator[str]:
        self._due_ms = at_ms + AGAIN_AFTER_MS
        self._calling = standing.state in _CALLING
        if self._calling:
            yield self._phrase("hold_calling")
        elif standing.place is not None:
            yield from self._place(standing.place, standing.estimate_s)
        yield self._phrase("hold_way_out")

    def _place(self, place: int, estimate_s: int | None) -> Iterator[str]:
        yield self._phrase("hold_next") if place <= 1 else self._phrase("hold_place", place=place)
        if estimate_s is None:
            return
        if estimate_s <= _SHORT_WAIT_S:
            yield self._phrase("hold_wait_short")
        else:
            yield self._phrase("hold_wait", minutes=round(estimate_s / 60))

    def _phrase(self, name: str, **values: Json) -> str:
        wordings = self.phrases.of(name)
        if not wordings:
            return ""
        times = self._said.get(name, 0)
        self._said[name] = times + 1
        template, now = wordings[times % len(wordings)].text, utc_now()
        return template.render(lambda place: FORMS[place.form](values[place.path[0]], now))
