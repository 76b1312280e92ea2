"""Things that may be done once, as far as one process can see."""

import threading
from collections import OrderedDict

_MOST = 10_000


class Claims:
    """The latest names that were claimed. Thread-safe.

    It stands beside the database, for the times when that is away.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._claimed: OrderedDict[str, None] = OrderedDict()

    def claim(self, name: str) -> bool:
        """True for the first who asks."""
        with self._lock:
            if name in self._claimed:
                return False
            self._claimed[name] = None
            if len(self._claimed) > _MOST:
                self._claimed.popitem(last=False)
            return True

    def has(self, name: str) -> bool:
        """Whether the name was claimed."""
        with self._lock:
            return name in self._claimed
