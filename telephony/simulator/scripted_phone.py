"""A telephone that a script speaks and listens through."""

import time

import numpy as np

from telephony import mulaw
from telephony.simulator.clock import AudioClock
from telephony.simulator.ears import Ears
from telephony.simulator.leg import Leg
from telephony.simulator.level import last_audible
from telephony.simulator.noise import make
from telephony.simulator.phone import Pickup
from telephony.simulator.playout import SILENT_FRAME, PlayoutBuffer
from telephony.simulator.result import Moment

_NOISE_S = 5.0


class ScriptedPhone:
    """Speaks what it is given, and keeps what goes either way."""

    def __init__(self, clock: AudioClock, noise_level: float = 0.0) -> None:
        """Make a phone that is not on a call.

        Args:
            clock: the network's.
            noise_level: peak of the noise on its line, 0 to 1.
        """
        self.clock = clock
        self.ears = Ears(clock)
        self.sent = bytearray()
        self.received = bytearray()
        self.last_sound: Moment | None = None
        """The last sample it spoke that was not silent."""
        self._mouth = PlayoutBuffer()
        noise = make("white", _NOISE_S, noise_level, seed=7) if noise_level > 0 else b""
        self._noise = mulaw.decode(noise).astype(np.int32)

    async def ring(self, leg: Leg) -> Pickup:
        """Pick up at once."""
        return "answered"

    def connected(self, leg: Leg) -> None:
        """Nothing to do: frames follow."""

    def speak(self) -> bytes:
        """The next 20 ms."""
        frame, _ = self._mouth.frame()
        last = None if frame is SILENT_FRAME else last_audible(frame)
        if last is not None:
            before_ms = (mulaw.FRAME_BYTES - 1 - last) / 8
            self.last_sound = Moment(
                self.clock.now_ms - before_ms,
                time.monotonic() - before_ms / 1000 / self.clock.speed,
            )
        if self._noise.size:
            frame = self._with_noise(frame)
        self.sent += frame
        return frame

    def hear(self, mulaw: bytes) -> None:
        """Take 20 ms."""
        self.received += mulaw
        self.ears.listen(mulaw)

    def over(self, leg: Leg) -> None:
        """Stop speaking."""
        self._mouth.clear()

    def say(self, sound: bytes) -> None:
        """Speak that mu-law after what is being said."""
        self._mouth.add(sound)

    @property
    def is_speaking(self) -> bool:
        """Whether something is left to be said."""
        return self._mouth.waiting_bytes > 0

    def _with_noise(self, frame: bytes) -> bytes:
        at = len(self.sent) % (self._noise.size - len(frame))
        mixed = mulaw.decode(frame).astype(np.int32) + self._noise[at : at + len(frame)]
        return mulaw.encode(np.clip(mixed, -32768, 32767).astype(np.int16))
