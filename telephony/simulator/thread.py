"""A simulator in a thread of its own, for code that is not asynchronous."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from types import TracebackType
from typing import Self, TypeVar

from telephony.simulator.heard import PromptText
from telephony.simulator.network import Network
from telephony.simulator.performance import Cause
from telephony.simulator.result import CallResult
from telephony.simulator.script import Script
from telephony.simulator.settings import SimulatorSettings
from telephony.simulator.simulator import Simulator
from telephony.synthesis import Synthesiser

T = TypeVar("T")
_START_S = 20.0
_STOP_S = 20.0


class SimulatorThread:
    """Starts with `start`, or as a context manager; its methods may be called from any thread."""

    def __init__(
        self,
        settings: SimulatorSettings,
        prompt_text: PromptText | None = None,
        synthesiser: Synthesiser | None = None,
        cause: Cause | None = None,
    ) -> None:
        """Make a simulator that does not run yet; the arguments are those of Simulator."""
        self.simulator = Simulator(settings, prompt_text, synthesiser, cause)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="simulator", daemon=True)

    @property
    def address(self) -> str:
        """Where REST and the softphone are served: http://127.0.0.1:8123."""
        return self.simulator.address

    @property
    def network(self) -> Network:
        """The network, to look at; it belongs to the simulator's thread."""
        return self.simulator.network

    def start(self) -> None:
        """Start, and return when REST is served.

        Raises:
            OSError: the port is taken.
        """
        self._thread.start()
        self.run(self.simulator.start(), _START_S)

    def stop(self) -> None:
        """End every call, then the thread."""
        try:
            self.run(self.simulator.stop(), _STOP_S)
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(_STOP_S)

    def submit(self, script: Script) -> "Future[CallResult]":
        """Begin to play a script; the future has what came of it."""
        return asyncio.run_coroutine_threadsafe(self.simulator.place_call(script), self._loop)

    def place_call(self, script: Script) -> CallResult:
        """Play a script and wait for its end; raises as Simulator.place_call does."""
        return self.submit(script).result()

    def run(self, work: Coroutine[None, None, T], limit_s: float | None = None) -> T:
        """Do something on the simulator's loop and wait for it.

        Raises:
            TimeoutError: it took longer than limit_s seconds.
        """
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(limit_s)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.close()
