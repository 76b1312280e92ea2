"""Checks of attribute values; each gives the complaint, or None."""

import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from telephony.simulator.sids import is_sid

Check = Callable[[str], str | None]

_MAX_LABEL = 128
_KEYS = re.compile(r"[0-9*#]*")


def anything(value: str) -> str | None:
    """Any text will do."""
    return None


def one_of(*values: str) -> Check:
    """One of these words."""

    def check(value: str) -> str | None:
        return None if value in values else f"is not one of {', '.join(values)}"

    return check


def words_of(*values: str) -> Check:
    """Words out of these, with spaces between."""

    def check(value: str) -> str | None:
        unknown = [word for word in value.split() if word not in values]
        return f"has {unknown[0]!r}, which is not one of {', '.join(values)}" if unknown else None

    return check


def whole(least: int, most: int) -> Check:
    """A whole number within limits."""

    def check(value: str) -> str | None:
        fits = value.isascii() and value.isdecimal() and least <= int(value) <= most
        return None if fits else f"is not a whole number from {least} to {most}"

    return check


def label(value: str) -> str | None:
    """The label of a participant (16023, 16024)."""
    if len(value) > _MAX_LABEL:
        return f"has more than {_MAX_LABEL} characters"
    if is_sid(value, "CA"):
        return "looks like the SID of a call"
    return "has a /" if "/" in unquote(value) else None


def keys(value: str) -> str | None:
    """Keys of a telephone: 0 to 9, * and #, or none."""
    return None if _KEYS.fullmatch(value) else "has characters that are no keys"


def keys_with_waits(value: str) -> str | None:
    """Keys, and w or W for half a second or a second of waiting."""
    return None if re.fullmatch(r"[0-9*#wW]*", value) else "has characters that are no keys"


def url(value: str) -> str | None:
    """An absolute URL of http, or a relative one."""
    try:
        scheme = urlsplit(value).scheme
    except ValueError:
        return "is not a URL"
    return None if scheme in ("", "http", "https") else "is not a URL of http or https"


def stream_url(value: str) -> str | None:
    """A URL of wss, or a relative one, without a query."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return "is not a URL"
    if parts.scheme not in ("", "wss"):
        return "is not a URL of wss"
    return "has a query string" if parts.query else None


boolean = one_of("true", "false")
method = one_of("GET", "POST")
