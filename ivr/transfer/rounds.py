"""A thread that does something again and again, such as the watchdog's rounds."""

import threading
from collections.abc import Callable

import structlog

from ivr.store.failures import DatabaseFailure

log = structlog.get_logger()

EVERY_S = 1.0


class Rounds:
    """Does something again and again until it is closed; no failure ends it."""

    def __init__(
        self, tick: Callable[[], None], every_s: float = EVERY_S, name: str = "transfer-watchdog"
    ) -> None:
        """Prepare; `start` begins.

        Args:
            tick: one round.
            every_s: seconds between the end of a round and the next.
            name: of the thread and in the log.
        """
        self._tick = tick
        self._every_s = every_s
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Make no further round; the one under way is waited for."""
        self._closed.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closed.wait(self._every_s):
            try:
                self._tick()
            except DatabaseFailure as failure:
                log.warning("round_waits_for_database", of=self._thread.name, code=failure.code)
            except Exception:
                log.exception("round_broken", of=self._thread.name)
