"""What is asked of a back office, and how changes there come out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ivr.backoffice.records import RefundRecord


@dataclass(frozen=True)
class Stamp:
    """Which act of which call asks for a change."""

    key: str
    """Idempotency key: a change that comes again under it is made once."""
    call_sid: str
    now: datetime


@dataclass(frozen=True)
class Cancellation:
    """How a cancellation came out."""

    result: Literal["cancelled", "too_late", "already_cancelled", "not_found"]
    refund: RefundRecord | None = None
    """The refund that was begun; None beside `cancelled` where beginning it failed."""


@dataclass(frozen=True)
class ResetAnswer:
    """How asking for a link to a new password came out."""

    result: Literal["sent", "to_send", "no_phone", "account_locked"]
    """`sent`: the company sent its own; `to_send`: the line has to send one of its own."""
    phone: str = ""
    """Where it goes: E.164, or the last digits alone."""
    minutes: int = 0
    """How long the company's own link holds."""
