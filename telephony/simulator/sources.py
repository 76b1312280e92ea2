"""What a call is connected to while nothing else talks to it: silence, or sound played once."""

import asyncio
from typing import Protocol

from telephony.simulator.playout import SILENT_FRAME, PlayoutBuffer


class Source(Protocol):
    """The far end of a call's audio."""

    def exchange(self, spoken: bytes) -> bytes:
        """Take 20 ms of mu-law from the phone and give it 20 ms."""
        ...


class Silent:
    """Nobody speaks and nobody listens."""

    def exchange(self, spoken: bytes) -> bytes:
        """Silence for anything."""
        return SILENT_FRAME


class PlayedOnce:
    """Sound from its beginning to its end, then silence."""

    def __init__(self, mulaw: bytes) -> None:
        self._buffer = PlayoutBuffer()
        self._buffer.add(mulaw)
        self.finished = asyncio.Event()
        """Set when the phone has been given the last frame."""
        if not mulaw:
            self.finished.set()

    def exchange(self, spoken: bytes) -> bytes:
        """The next frame."""
        frame, _ = self._buffer.frame()
        if not self._buffer.waiting_bytes:
            self.finished.set()
        return frame
