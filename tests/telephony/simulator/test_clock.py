import asyncio

from hypothesis import given
from hypothesis import strategies as st

from telephony.simulator.clock import FRAME_MS, AudioClock


@given(st.lists(st.integers(1, 400), min_size=1, max_size=20))
def test_sleepers_wake_at_their_frame_and_in_order(waits: list[int]) -> None:
    async def run() -> list[tuple[int, int]]:
        clock = AudioClock()
        woken: list[tuple[int, int]] = []

        async def sleeper(wait: int) -> None:
            await clock.sleep(wait)
            woken.append((wait, clock.now_ms))

        tasks = [asyncio.create_task(sleeper(wait)) for wait in waits]
        await asyncio.sleep(0)
        while len(woken) < len(waits):
            clock.step()
            await asyncio.sleep(0)
        await asyncio.gather(*tasks)
        return woken

    for wait, at in asyncio.run(run()):
        assert at - FRAME_MS < wait <= at


def test_until_gives_up_after_its_time() -> None:
    async def run() -> tuple[bool, int]:
        clock = AudioClock()
        waiting = asyncio.create_task(clock.until(lambda: False, 100))
        while not waiting.done():
            await asyncio.sleep(0)
            clock.step()
        return waiting.result(), clock.now_ms

    happened, at = asyncio.run(run())
    assert not happened
    assert at >= 100


def test_a_stall_leaves_no_frame_out() -> None:
    async def run() -> list[int]:
        clock = AudioClock(speed=100)
        seen: list[int] = []
        clock.on_frame(lambda: seen.append(clock.now_ms))
        running = asyncio.create_task(clock.run())
        await clock.sleep(100)
        import time

        time.sleep(0.3)
        await clock.sleep(2000)
        running.cancel()
        return seen

    seen = asyncio.run(run())
    assert seen == [FRAME_MS * n for n in range(1, len(seen) + 1)]
