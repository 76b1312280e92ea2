"""A circuit breaker: stops asking a service that keeps failing, and tries it again later.

Small and our own because the kept libraries do not fit threads that ask at once: pybreaker holds
its lock while a request runs, so it would queue callers behind one another; circuitbreaker lets
every thread through at once when it tries a failed service again.
"""

import threading
import time
from collections.abc import Callable


class CircuitBreaker:
    """Closed at first; open after failures in a row; then one request at a time tries again."""

    def __init__(
        self,
        failures: int = 3,
        rest_s: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make a closed breaker.

        Args:
            failures: this many in a row open it.
            rest_s: seconds it stays open before one request may try.
            clock: seconds that only grow.
        """
        self._allowed = failures
        self._rest_s = rest_s
        self._clock = clock
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._shut_until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether requests are turned away now."""
        with self._lock:
            return self._tripped and self._clock() < self._shut_until

    def admits(self) -> bool:
        """Whether this request may go out; one that may must report how it went."""
        with self._lock:
            if not self._tripped:
                return True
            now = self._clock()
            if now < self._shut_until:
                return False
            self._shut_until = now + self._rest_s
            return True

    def succeeded(self) -> None:
        """A request was answered: the breaker closes."""
        with self._lock:
            self._in_a_row = 0

    def failed(self) -> None:
        """A request failed."""
        with self._lock:
            self._in_a_row += 1
            if self._tripped:
                self._shut_until = self._clock() + self._rest_s

    @property
    def _tripped(self) -> bool:
        return self._in_a_row >= self._allowed
