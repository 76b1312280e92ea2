"""How many desks are open: each open page holds a thread for its live updates."""

import threading
from collections import Counter

_OF_ONE_USER = 6


class TooManyDesks(Exception):
    """No more live updates can be sent now."""


class OpenDesks:
    """Counts the streams of this process."""

    def __init__(self, limit: int) -> None:
        """With room for so many streams in all."""
        self._limit = limit
        self._lock = threading.Lock()
        self._open: Counter[int] = Counter()

    @property
    def count(self) -> int:
        """Streams that are open."""
        with self._lock:
            return self._open.total()

    def enter(self, user_id: int) -> None:
        """Take a place for a stream; `leave` gives it back.

        Raises:
            TooManyDesks: all places are taken, or the user has many already.
        """
        with self._lock:
            if self._open.total() >= self._limit or self._open[user_id] >= _OF_ONE_USER:
                raise TooManyDesks
            self._open[user_id] += 1

    def leave(self, user_id: int) -> None:
        """Give a place back."""
        with self._lock:
            self._open[user_id] -= 1
