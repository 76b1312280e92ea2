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


class PlayedAgain:
    """Sound that begins again at its end."""

    def __init__(self, mulaw: bytes) -> None:
        self._mulaw = mulaw
        self._buffer = PlayoutBuffer()

    def exchange(self, spoken: bytes) -> bytes:
        """The next frame."""
        if not self._buffer.waiting_bytes:
            self._buffer.add(self._mulaw)
        return self._buffer.frame()[0]


class BridgeEnd:
    """One side of two calls that are connected to each other."""

    def __init__(self) -> None:
        self.other: BridgeEnd | None = None
        self._said = SILENT_FRAME

    def exchange(self, spoken: bytes) -> bytes:
        """Take 20 ms for the other side and give what it said."""
        self._said = spoken
        if self.other is None:
            return SILENT_FRAME
        heard, self.other._said = self.other._said, SILENT_FRAME
        return heard


def bridge() -> tuple[BridgeEnd, BridgeEnd]:
    """Two ends that hear each other."""
    one, two = BridgeEnd(), BridgeEnd()
    one.other, two.other = two, one
    return one, two
