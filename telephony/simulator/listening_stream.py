"""A one-way media stream: the application listens to one or both sides of a call."""

from typing import TYPE_CHECKING

from telephony.simulator.stream_link import StreamLink
from telephony.simulator.stream_setup import StreamSetup

if TYPE_CHECKING:
    from telephony.simulator.leg import Leg


class ListeningStream:
    """One `<Start><Stream>`; a fork of its call."""

    def __init__(self, leg: "Leg", setup: StreamSetup) -> None:
        self.name = setup.name
        self._leg = leg
        self._tracks = setup.tracks
        self._link = StreamLink(leg, setup)

    async def run(self) -> None:
        """Open the socket and stay until it closes; failures are reported, not raised."""
        if await self._link.open():
            async for _ in self._link.received():
                self._link.invalid("a one-way stream takes no messages")
        self.stop()

    def listen(self, spoken: bytes, played: bytes) -> None:
        """Pass 20 ms on."""
        link = self._link
        for track, mulaw in (("inbound", spoken), ("outbound", played)):
            if track in self._tracks and link.is_open:
                link.send(link.messages.media(track, link.since_start_ms, mulaw))

    def stop(self) -> None:
        """Stop listening and close the socket."""
        if self in self._leg.forks:
            self._leg.forks.remove(self)
        self._leg.network.spawn(self._link.close())
