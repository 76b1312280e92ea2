"""Hashes of secrets: slow ones for short secrets, quick ones for long random tokens.

Argon2id with OWASP's least parameters (19 MiB, two passes), some 30 ms on one core.
Source: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
"""

from functools import lru_cache
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def slow_hash(secret: str) -> str:
    """The salted hash of a PIN, a one-time code or a password."""
    return _HASHER.hash(secret)


def is_secret_of(kept: str | None, secret: str) -> bool:
    """Whether a secret has that slow hash; takes as long where there is none."""
    try:
        return _HASHER.verify(kept or _nobodys_hash(), secret) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def token_hash(token: str) -> str:
    """The hash of a long random token: 64 hexadecimal digits."""
    return sha256(token.encode()).hexdigest()


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return slow_hash("nobody has this secret")
