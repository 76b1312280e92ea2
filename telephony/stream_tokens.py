"""Tokens that open one media stream: signed, short-lived, each for one call.

A token says for which call it was issued, until when it holds, and a nonce. That it is used once
only is for the caller to see to, by remembering the nonce until `expires_at`.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

LIFETIME = timedelta(seconds=60)
"""From the TwiML that names a stream to the stream's opening; Twilio takes well under a second."""
_MAX_LENGTH = 400
_CONTEXT = b"warmline media stream token\n"


class TokenRefused(Exception):
    """A token opens nothing. `code` is one of: malformed, forged, expired."""

    def __init__(self, code: Literal["malformed", "forged", "expired"]) -> None:
        super().__init__(f"The stream token is {code}")
        self.code = code


@dataclass(frozen=True)
class StreamTicket:
    """What a token stands for."""

    call_sid: str
    nonce: str
    """Never the same twice."""
    expires_at: datetime
    """UTC; the nonce need not be remembered for longer."""


def issue(secret: str, call_sid: str, now: datetime) -> str:
    """A token for the stream of one call, under 200 characters.

    Args:
        secret: the application's own, at least 16 characters.
        call_sid: the call it is for.
        now: with a time zone.

    Raises:
        ValueError: the secret is too short to keep anyone out.
    """
    expires = int((now + LIFETIME).timestamp())
    claims = f"{call_sid}.{expires}.{secrets.token_urlsafe(16)}"
    return f"{claims}.{_signature(secret, claims)}"


def open(secret: str, token: str, now: datetime) -> StreamTicket:  # noqa: A001 - stream_tokens.open
    """What a token stands for.

    Args:
        secret: as at `issue`.
        token: from the stream's parameters; anything at all may come.
        now: with a time zone.

    Raises:
        TokenRefused: close the stream.
        ValueError: the secret is too short to keep anyone out.
    """
    claims, _, signature = token.rpartition(".")
    if len(token) > _MAX_LENGTH or not token.isascii() or claims.count(".") != 2:
        raise TokenRefused("malformed")
    if not hmac.compare_digest(signature, _signature(secret, claims)):
        raise TokenRefused("forged")
    call_sid, expires, nonce = claims.split(".")
    expires_at = datetime.fromtimestamp(int(expires), UTC)
    if now >= expires_at:
        raise TokenRefused("expired")
    return StreamTicket(call_sid, nonce, expires_at)


def _signature(secret: str, claims: str) -> str:
    """HMAC-SHA256 (RFC 2104), in base64 for URLs."""
    if len(secret) < 16:
        raise ValueError("The secret of stream tokens needs at least 16 characters")
    digest = hmac.digest(secret.encode(), _CONTEXT + claims.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
