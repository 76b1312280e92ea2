"""Audio time: every 20 ms of it moves the whole network on by one frame."""

import asyncio
import heapq
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager

FRAME_MS = 20
_LATEST_S = 0.2
"""Wall seconds the clock may run behind and still catch up; after a longer stall it goes on from
where it stands. No frame is left out either way."""


class AudioClock:
    """Counts audio time in frames and wakes who waits for it.

    Whatever waits, waits in audio time, so a faster clock gives the same call in less wall time.
    """

    def __init__(self, speed: float = 1.0) -> None:
        """Make a clock that stands at 0.

        Args:
            speed: audio seconds a wall second; 1.0 is real time.
        """
        self.speed = speed
        self.now_ms = 0
        self._on_frame: list[Callable[[], None]] = []
        self._sleepers: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._unhurried = 0

    @contextmanager
    def unhurried(self) -> Iterator[None]:
        """Keep to real time at most while something happens that takes wall time.

        A webhook of 50 ms then takes 50 ms of audio time on a fast clock, too.
        """
        self._unhurried += 1
        try:
            yield
        finally:
            self._unhurried -= 1

    def on_frame(self, move: Callable[[], None]) -> None:
        """Have `move` called once a frame, in the order of these calls."""
        self._on_frame.append(move)

    def step(self) -> None:
        """Let one frame pass."""
        self.now_ms += FRAME_MS
        for move in self._on_frame:
            move()
        while self._sleepers and self._sleepers[0][0] <= self.now_ms:
            _, _, sleeper = heapq.heappop(self._sleepers)
            if not sleeper.done():
                sleeper.set_result(None)

    async def sleep(self, milliseconds: float) -> None:
        """Wait for that much audio time, rounded up to whole frames."""
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        due = self.now_ms + max(1, round(milliseconds))
        heapq.heappush(self._sleepers, (due, next(self._order), sleeper))
        await sleeper

    async def until(self, happened: Callable[[], bool], within_ms: float) -> bool:
        """Wait until `happened`, looked at every frame; False where it did not in that time."""
        end = self.now_ms + within_ms
        while not happened():
            if self.now_ms >= end:
                return False
            await self.sleep(FRAME_MS)
        return True

    async def run(self) -> None:
        """Keep time until cancelled."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            speed = min(self.speed, 1.0) if self._unhurried else self.speed
            frame_s = FRAME_MS / 1000 / speed
            due = max(due + frame_s, loop.time() - _LATEST_S)
            await asyncio.sleep(max(0.0, due - loop.time()))
            self.step()
