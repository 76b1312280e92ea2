"""Guessing of passwords is slowed down: for a name at an address, an address, and in all."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_PER_NAME = RateLimitItemPerMinute(5, namespace="name at address")
_PER_ADDRESS = RateLimitItemPerMinute(30, namespace="address")
"""Where the line is behind a proxy, all browsers have the proxy's address."""
_IN_ALL = RateLimitItemPerMinute(120, namespace="all")


class Tries:
    """Counts wrong passwords within the last minute, for this process."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def are_left(self, address: str, name: str) -> bool:
        """Whether one more password may be looked at."""
        return all(self._limiter.test(*each) for each in _counted(address, name))

    def count_wrong(self, address: str, name: str) -> None:
        """Count a wrong password."""
        for each in _counted(address, name):
            self._limiter.hit(*each)


def _counted(address: str, name: str) -> tuple[tuple[RateLimitItemPerMinute, str], ...]:
    by_name = f"{address} {name.strip().lower()[:80]}"
    return (_PER_NAME, by_name), (_PER_ADDRESS, address), (_IN_ALL, "")
