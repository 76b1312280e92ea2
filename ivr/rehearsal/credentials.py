"""Keys of one rehearsal, made up for it."""

import secrets
from dataclasses import dataclass, field


def _hexadecimal() -> str:
    return secrets.token_hex(16)


@dataclass(frozen=True)
class Credentials:
    """What the line and the simulated network agree on."""

    account_sid: str = field(default_factory=lambda: "AC" + _hexadecimal())
    auth_token: str = field(default_factory=_hexadecimal, repr=False)
    records_key: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    rasa_token: str = field(default_factory=_hexadecimal, repr=False)
    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(48), repr=False)
