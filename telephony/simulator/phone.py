"""What the network asks of a telephone."""

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from telephony.simulator.leg import Leg

Pickup = Literal["answered", "busy", "no-answer", "failed"]


class Phone(Protocol):
    """A telephone on the network: a scripted one or one in a browser."""

    async def ring(self, leg: "Leg") -> Pickup:
        """Ring until it is decided; cancelled when the other side gives up."""
        ...

    def connected(self, leg: "Leg") -> None:
        """The call is up: frames follow."""
        ...

    def speak(self) -> bytes:
        """The next 20 ms into the call, 160 bytes of mu-law."""
        ...

    def hear(self, mulaw: bytes) -> None:
        """The next 20 ms out of the call, 160 bytes of mu-law."""
        ...

    def over(self, leg: "Leg") -> None:
        """The call is over, whoever ended it."""
        ...


class NoPhone:
    """There is no phone at that number, or it is in use."""

    def __init__(self, pickup: Pickup = "failed") -> None:
        self._pickup = pickup

    async def ring(self, leg: "Leg") -> Pickup:
        """Nothing rings."""
        return self._pickup

    def connected(self, leg: "Leg") -> None:
        """Does not happen."""

    def speak(self) -> bytes:
        """Nobody speaks."""
        return b""

    def hear(self, mulaw: bytes) -> None:
        """Nobody hears."""

    def over(self, leg: "Leg") -> None:
        """Nothing to put down."""
