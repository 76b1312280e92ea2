"""A caller holds for a person: music, place in line, and a callback by key, until somebody comes.

Runs on the turn thread. The database tells how the transfer stands; while it is away the music
goes on.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle

import structlog

from flows.events import TALKED, ActionFinished, TransferCaller
from flows.policy import TransferLimits
from ivr.calls.happenings import Happening, KeyedIn
from ivr.calls.hold_words import HoldWords
from ivr.calls.mouth import Mouth
from ivr.speech import hold_music
from ivr.store.failures import DatabaseFailure
from ivr.transfer.states import TransferState
from ivr.transfer.transfers import Transfers
from ivr.transfer.wish import Standing, Wish

log = structlog.get_logger()

LOOK_S = 0.5
"""Seconds between two looks at the transfer."""
AHEAD_MS = 6_000
"""Music is sent on when so little is left to hear, so that the line never falls silent."""
FIRST_AHEAD_MS = 1_500
"""The hold begins to be heard when so little is left of what the flow said."""
PATIENCE_S = 60.0
"""Seconds beyond the policy's limit after which a transfer that nobody ends is given up here."""
KEY_CALLBACK = "1"
STEP = "line.hold"
"""Step that the record shows for what is said on hold."""


@dataclass(frozen=True)
class HandedOver:
    """Somebody took the call: the caller goes on in a conference, without this stream."""


End = ActionFinished | HandedOver
_ENDS: dict[TransferState, Callable[[Standing], End]] = {
    TransferState.ACCEPTED: lambda _: HandedOver(),
    TransferState.JOINED: lambda _: HandedOver(),
    TransferState.COMPLETED: lambda at: ActionFinished(TALKED, {"back": dict(at.back)}),
    TransferState.UNANSWERED: lambda at: _nobody(at.why),
    TransferState.CALLED_OFF: lambda at: _called_off(at.why),
    TransferState.ABANDONED: lambda _: ActionFinished("failed"),
}


class Hold:
    """One wait for a person, from the request to its end."""

    def __init__(
        self, transfers: Transfers, mouth: Mouth, words: HoldWords, limits: TransferLimits
    ) -> None:
        self._transfers = transfers
        self._mouth = mouth
        self._words = words
        self._give_up = time.monotonic() + limits.give_up_s + PATIENCE_S
        self._bars = _bars()
        self._sounds = False
        """Whether the caller hears the hold already, and not the flow's last words."""
        self._again = False
        self._key = ""
        self._standing: Standing | None = None
        """As it was seen last."""

    def begin(self, wanted: TransferCaller, call_sid: str, *, again: bool) -> End | None:
        """Ask for the person and begin to hold.

        Args:
            wanted: what the flow asks for; asked again, it is the same wish.
            call_sid: whose call it is.
            again: whether the caller has held for it before, over another stream.

        Returns:
            How it ended, where that is known already; None while the caller holds.
        """
        self._key = f"{call_sid}:{wanted.key}"
        wish = Wish(self._key, call_sid, wanted.queue, wanted.reason, wanted.trigger, wanted.note)
        try:
            standing = self._transfers.request(wish)
        except DatabaseFailure:
            return ActionFinished("failed")
        self._again = again
        end = self._take(standing)
        if end is None:
            self._play_on()
        return end

    def take(self, happening: Happening) -> End | None:
        """Take what happened; words are not acted on here."""
        if isinstance(happening, KeyedIn):
            return self._press(happening.digits)
        return self._look()

    def _look(self) -> End | None:
        """See how the transfer stands, and keep the music going."""
        try:
            standing = self._transfers.standing(self._key)
            end = self._take(standing) if standing else ActionFinished("failed")
        except DatabaseFailure:
            end = None
        if end is None and time.monotonic() > self._give_up:
            end = self._end_it("limit", _nobody("limit"))
        if end is not None:
            self._fall_silent()
            return end
        self._play_on()
        return None

    def _press(self, digits: str) -> End | None:
        """The one for a callback ends the wait, any other brings the way out."""
        if digits == KEY_CALLBACK:
            self._fall_silent()
            return self._end_it("callback", ActionFinished("callback"))
        if self._sounds:
            self._mouth.announce(self._words.keys(), STEP)
        self._play_on()
        return None

    def _take(self, standing: Standing) -> End | None:
        self._standing = standing
        ends = _ENDS.get(standing.state)
        return ends(standing) if ends else None

    def _end_it(self, why: str, end: End) -> End:
        """Call the transfer off; what came of it in the meantime stands.

        Where an agent came and went in the meantime it is called off after all.
        """
        try:
            while not self._transfers.call_off(self._key, why):
                standing = self._transfers.standing(self._key)
                came = self._take(standing) if standing else end
                if came is not None:
                    return came
        except DatabaseFailure as failure:
            log.warning("called_off_later", code=failure.code)
        return end

    def _play_on(self) -> None:
        """Have more to hear on its way before the last bar is over.

        What the flow said before is heard first: should nobody come, the flow goes on from there.
        """
        if not self._sounds and self._mouth.left_ms > FIRST_AHEAD_MS:
            return
        if not self._sounds and self._standing:
            self._sounds = True
            first = self._words.first(self._standing, self._now_ms, again=self._again)
            self._mouth.announce(first, STEP)
        while self._mouth.left_ms < AHEAD_MS:
            said = self._words.next(self._standing, self._now_ms) if self._standing else ""
            if said:
                self._mouth.announce(said, STEP)
            self._mouth.play(next(self._bars))

    def _fall_silent(self) -> None:
        if self._sounds:
            self._mouth.interrupt()

    @property
    def _now_ms(self) -> int:
        return self._mouth.audio_ms


def _called_off(why: str) -> End:
    return ActionFinished("callback") if why == "callback" else _nobody(why)


def _nobody(why: str) -> End:
    return ActionFinished("nobody", {"why": why})


def _bars() -> Iterator[bytes]:
    """The music for ever; it is made with the first bar."""
    yield from cycle(hold_music.bars())
