"""The network's side of a browser phone."""

import asyncio
from collections.abc import Callable

from telephony.simulator.leg import Leg
from telephony.simulator.phone import Pickup
from telephony.simulator.playout import PlayoutBuffer

_LATEST_BYTES = 8 * 300
"""How much of the microphone's sound may wait; a browser that falls further behind loses it."""
_UNSENT = 250
"""Frames that may wait for a slow browser: five seconds."""


class BrowserPhone:
    """Speaks what the browser sends, or words typed there; sends the browser what it hears."""

    def __init__(self, changed: Callable[[Leg], None]) -> None:
        """Make a phone that is not on a call.

        Args:
            changed: called when the phone rings, when the call comes up and when it is over.
        """
        self.frames: asyncio.Queue[bytes] = asyncio.Queue(_UNSENT)
        """What the browser is to be sent."""
        self._changed = changed
        self._microphone = PlayoutBuffer()
        self._typed = PlayoutBuffer()
        self._picked_up = asyncio.Event()

    def pick_up(self) -> None:
        """Answer the call that rings."""
        self._picked_up.set()

    def take(self, mulaw: bytes) -> None:
        """Sound of the microphone."""
        if self._microphone.waiting_bytes > _LATEST_BYTES:
            self._microphone.clear()
        self._microphone.add(mulaw)

    def say(self, mulaw: bytes) -> None:
        """Speak typed words; the microphone waits meanwhile."""
        self._typed.add(mulaw)

    async def ring(self, leg: Leg) -> Pickup:
        """Ring until the page picks up."""
        self._picked_up.clear()
        self._changed(leg)
        await self._picked_up.wait()
        return "answered"

    def connected(self, leg: Leg) -> None:
        """The call is up."""
        self._changed(leg)

    def speak(self) -> bytes:
        """The next 20 ms."""
        spoken, _ = self._microphone.frame()
        if self._typed.waiting_bytes:
            spoken, _ = self._typed.frame()
        return spoken

    def hear(self, mulaw: bytes) -> None:
        """Pass 20 ms on."""
        if self.frames.full():
            self.frames.get_nowait()
        self.frames.put_nowait(mulaw)

    def over(self, leg: Leg) -> None:
        """The call is over."""
        self._changed(leg)
