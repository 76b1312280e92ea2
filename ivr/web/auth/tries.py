"""Guessing of passwords is slowed down: for a name at an address, an address, and in all."""

import threading
from collections import Counter

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_PER_NAME = RateLimitItemPerMinute(5, namespace="name at address")
_PER_ADDRESS = RateLimitItemPerMinute(30, namespace="address")
"""Where the line is behind a proxy, all browsers have the proxy's address."""
_IN_ALL = RateLimitItemPerMinute(120, namespace="all")
_Counted = tuple[RateLimitItemPerMinute, str]


class Tries:
    """Counts wrong passwords within the last minute, for this process. Thread-safe."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._lock = threading.Lock()
        self._under_way: Counter[_Counted] = Counter()

    def begin(self, address: str, name: str) -> bool:
        """Whether one more password may be looked at; where it may, `end` must follow.

        Those that are being looked at count as wrong until they are known to be right.
        """
        counted = _counted(address, name)
        with self._lock:
            for each in counted:
                if not self._limiter.test(*each, cost=self._under_way[each] + 1):
                    return False
            self._under_way.update(counted)
        return True

    def end(self, address: str, name: str, *, wrong: bool) -> None:
        """A password has been looked at."""
        counted = _counted(address, name)
        with self._lock:
            self._under_way -= Counter(counted)
            if wrong:
                for each in counted:
                    self._limiter.hit(*each)


def _counted(address: str, name: str) -> tuple[_Counted, ...]:
    by_name = f"{address} {name.strip().lower()[:80]}"
    return (_PER_NAME, by_name), (_PER_ADDRESS, address), (_IN_ALL, "")
