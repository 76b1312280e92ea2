"""Who may read call records: whoever knows the records key."""

from hashlib import sha256
from hmac import compare_digest, digest

from flask import current_app, request, session
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_SIGNED_IN = "records"
_PER_ADDRESS = RateLimitItemPerMinute(5, namespace="records sign-in")
_IN_ALL = RateLimitItemPerMinute(30, namespace="records sign-in in all")


class TooManyAttempts(Exception):
    """A wrong key came, after too many others within a minute."""


class Gate:
    """Keeps the key and counts wrong ones, for this process."""

    def __init__(self, key: str | None) -> None:
        """Open to that key; to nobody where it is None or empty."""
        self._key = (key or "").encode()
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    @property
    def has_key(self) -> bool:
        """False where no key is set, so that nobody can sign in."""
        return bool(self._key)

    @property
    def is_signed_in(self) -> bool:
        """True where this request's cookie was given for the present key."""
        mark = session.get(_SIGNED_IN)
        return self.has_key and isinstance(mark, str) and compare_digest(mark, self._mark())

    def sign_in(self, key: str) -> bool:
        """Sign the browser in where the key is right.

        Raises:
            TooManyAttempts: the key is wrong, as many before it were.
        """
        if not self.is_right(key):
            return False
        session.clear()
        session[_SIGNED_IN] = self._mark()
        return True

    def is_right(self, key: str) -> bool:
        """True for the records key, always: nobody's guesses lock out those who know it.

        Raises:
            TooManyAttempts: the key is wrong, as many before it were.
        """
        if self.has_key and compare_digest(key.encode(), self._key):
            return True
        address = request.remote_addr or ""
        allowed = self._limiter.hit(_PER_ADDRESS, address)
        if not (self._limiter.hit(_IN_ALL, "") and allowed):
            raise TooManyAttempts
        return False

    def _mark(self) -> str:
        """What the signed cookie holds: worthless once the key or the app's secret changes."""
        secret = current_app.secret_key or b""
        secret = secret.encode() if isinstance(secret, str) else secret
        return digest(secret, b"records" + self._key, sha256).hex()


def sign_out() -> None:
    """Forget the browser."""
    session.clear()
