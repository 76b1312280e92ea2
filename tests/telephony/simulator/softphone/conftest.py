"""A simulator beside the test, and a browser for its page."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from tests.fakes.in_browser import WITH_SOUND, launched

T = TypeVar("T")


@dataclass(frozen=True)
class Served:
    """An application and a simulator on a loop in a thread of their own."""

    on: Any
    loop: asyncio.AbstractEventLoop

    def run(self, work: Coroutine[None, None, T]) -> T:
        """Do something on that loop and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)


@pytest.fixture
def served(stage, small_line) -> Iterator[Served]:
    loop = asyncio.new_event_loop()
    ready: list[Any] = []
    started, stop = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with stage(small_line, speed=1.0) as on:
            ready.append(on)
            started.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert started.wait(20)
    yield Served(ready[0], loop)
    loop.call_soon_threadsafe(stop.set)
    thread.join(20)


@pytest.fixture
def browser() -> Iterator:
    with launched(*WITH_SOUND) as chromium:
        yield chromium


@pytest.fixture
def loudest() -> Callable[[Any, str], None]:
    """Waits until a level meter of a page has moved."""

    def waited(page: Any, meter: str) -> None:
        for _ in range(200):
            if page.evaluate(f"document.getElementById('{meter}').style.transform") > "scaleX(0.3":
                return
            page.wait_for_timeout(50)
        raise AssertionError(f"{meter} did not move")

    return waited
