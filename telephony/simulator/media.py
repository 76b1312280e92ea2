"""A bidirectional media stream: the application hears the caller and is heard."""

from typing import TYPE_CHECKING

from telephony.simulator.leg import Played
from telephony.simulator.playout import PlayoutBuffer
from telephony.simulator.stream_link import StreamLink
from telephony.simulator.stream_messages import (
    ClearBuffer,
    InvalidMessage,
    PlaceMark,
    PlayMedia,
    parse,
)
from telephony.simulator.stream_setup import StreamSetup

if TYPE_CHECKING:
    from telephony.simulator.leg import Leg

_MAX_BUFFER_BYTES = 30 * 60 * 8000


class MediaStream:
    """One `<Connect><Stream>`; a source of audio for its call."""

    def __init__(self, leg: "Leg", setup: StreamSetup) -> None:
        self._leg = leg
        self._link = StreamLink(leg, setup)
        self._buffer = PlayoutBuffer()
        self._lost_until_ms = 0

    async def run(self) -> None:
        """Open the socket and stay until it closes; failures are reported, not raised."""
        if await self._link.open():
            async for text in self._link.received():
                self._take(text)

    def exchange(self, spoken: bytes) -> bytes:
        """Pass a frame on to the application and play one of what it sent."""
        frame, reached = self._buffer.frame()
        link = self._link
        if link.is_open and self._leg.network.clock.now_ms > self._lost_until_ms:
            link.send(link.messages.media("inbound", link.since_start_ms, spoken))
        for name in reached:
            self._reached(name)
        return frame

    def press(self, digit: str) -> None:
        """Tell the application of a key."""
        if self._link.is_open:
            self._link.send(self._link.messages.dtmf(digit))

    def inject(self, message: str | bytes) -> None:
        """Send the application a message that is not of the protocol: a fault to be tried."""
        self._link.send(message)

    def lose(self, milliseconds: int) -> None:
        """Lose the caller's frames for that much audio time: a fault to be tried."""
        self._lost_until_ms = self._leg.network.clock.now_ms + milliseconds

    def kill(self) -> None:
        """Break the connection without a word: a fault to be tried."""
        self._link.kill()

    async def close(self) -> None:
        """Say stop, as far as anyone listens, and close the socket."""
        await self._link.close()

    def _take(self, text: str) -> None:
        try:
            asked = parse(text, self._link.sid)
        except InvalidMessage as invalid:
            self._link.invalid(str(invalid))
            return
        match asked:
            case PlayMedia(mulaw):
                if self._buffer.waiting_bytes + len(mulaw) > _MAX_BUFFER_BYTES:
                    self._link.invalid("more than half an hour of audio waits already")
                else:
                    self._buffer.add(mulaw)
            case PlaceMark(name):
                if self._buffer.mark(name):
                    self._reached(name)
            case ClearBuffer():
                for name in self._buffer.clear():
                    self._link.send(self._link.messages.mark(name))

    def _reached(self, name: str) -> None:
        now_ms = self._leg.network.clock.now_ms
        self._leg.played.append(Played(now_ms, stream_sid=self._link.sid, mark=name))
        self._link.send(self._link.messages.mark(name))
