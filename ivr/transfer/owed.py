"""What could not be stored while the database was away, and is done once it is back."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ivr.store.failures import DatabaseFailure

_MOST = 10_000


class Owed:
    """Changes that a call relies on although they are not stored yet. Thread-safe.

    They live in one process. Should it die too, the watchdog of another finds what is left.
    """

    def __init__(self) -> None:
        self._left: deque[Callable[[], None]] = deque(maxlen=_MOST)

    @contextmanager
    def otherwise(self, later: Callable[[], None]) -> Iterator[None]:
        """Have something done later where the database fails now; the failure is passed on."""
        try:
            yield
        except DatabaseFailure:
            self._left.append(later)
            raise

    def settle(self) -> None:
        """Do what is owed, in the order in which it came up.

        Raises:
            DatabaseFailure: the database is still away; what is left stays owed.
        """
        for _ in range(len(self._left)):
            later = self._left.popleft()
            with self.otherwise(later):
                later()
