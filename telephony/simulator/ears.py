"""When the other side of a call speaks, told from the audio alone."""

import time

from telephony.simulator.clock import FRAME_MS, AudioClock
from telephony.simulator.level import last_audible
from telephony.simulator.playout import SILENT_FRAME
from telephony.simulator.result import Moment

_GAP_MS = 300
"""A pause up to this length is still part of what is being said."""
_QUIET_MS = 160
"""So much silence parts an answer from what was being said before."""
_LONG_AGO = -(10**9)


class AnswerWatch:
    """Waits for the first sound of an answer."""

    def __init__(self, quiet: bool) -> None:
        self.first: Moment | None = None
        self._quiet = quiet

    def listen(self, now: Moment, sounds: bool, silent_ms: float) -> None:
        """A frame arrived."""
        if sounds and self._quiet and self.first is None:
            self.first = now
        elif silent_ms >= _QUIET_MS:
            self._quiet = True


class Ears:
    """Listens to one side of a call."""

    def __init__(self, clock: AudioClock) -> None:
        self._clock = clock
        self._began_ms = _LONG_AGO
        self._last_ms = _LONG_AGO
        self._watch: AnswerWatch | None = None

    def listen(self, frame: bytes) -> None:
        """Take 20 ms of mu-law."""
        now = Moment(self._clock.now_ms, time.monotonic())
        sounds = frame is not SILENT_FRAME and last_audible(frame) is not None
        if sounds:
            if now.audio_ms - self._last_ms > _GAP_MS:
                self._began_ms = self._clock.now_ms
            self._last_ms = self._clock.now_ms
        if self._watch is not None:
            self._watch.listen(now, sounds, now.audio_ms - self._last_ms)

    @property
    def has_heard(self) -> bool:
        """Whether there has been any sound at all."""
        return self._last_ms != _LONG_AGO

    @property
    def silent_for_ms(self) -> int:
        """Audio time since the last sound."""
        return self._clock.now_ms - self._last_ms

    @property
    def spoken_for_ms(self) -> int:
        """How long the other side has been speaking; 0 where it is silent."""
        speaking = self.silent_for_ms <= _GAP_MS
        return self._last_ms - self._began_ms + FRAME_MS if speaking else 0

    def await_answer(self) -> AnswerWatch:
        """Watch for the first sound of an answer; replaces an earlier watch."""
        self._watch = AnswerWatch(quiet=self.silent_for_ms >= _QUIET_MS)
        return self._watch
