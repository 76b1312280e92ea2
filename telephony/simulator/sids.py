"""Identifiers as Twilio forms them: two letters for the kind and 32 hexadecimal digits."""

import re
import secrets
from typing import Literal

Prefix = Literal["AC", "CA", "CF", "MZ", "PN", "RE", "SM"]
"""Account, call, conference, media stream, phone number, recording, message."""


def new_sid(prefix: Prefix) -> str:
    """A fresh identifier of that kind, 34 characters."""
    return prefix + secrets.token_hex(16)


def is_sid(text: str, prefix: Prefix) -> bool:
    """Whether the text has the form of an identifier of that kind."""
    return re.fullmatch(prefix + "[0-9a-fA-F]{32}", text) is not None
