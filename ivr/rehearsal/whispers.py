"""What agents hear on the telephone, as it is spoken."""

from collections.abc import Iterator

from telephony.simulator.network import Network


class Whispers:
    """Words that the network spoke to those the line called, each told once."""

    def __init__(self, network: Network, before: set[str]) -> None:
        """Begin to listen.

        Args:
            network: of the line.
            before: SIDs of calls that are of no interest.
        """
        self._network = network
        self._before = before
        self._told: dict[str, int] = {}

    def new(self) -> Iterator[tuple[str, str]]:
        """Who was called, and words they have heard since the last time."""
        for sid, leg in tuple(self._network.legs.items()):
            if sid in self._before or leg.direction == "inbound":
                continue
            spoken = [played.text for played in tuple(leg.played) if played.text]
            for text in spoken[self._told.get(sid, 0) :]:
                yield leg.parties.called, text
            self._told[sid] = len(spoken)
