"""Promises to ring callers back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store import calls
from ivr.store.base import Table, UtcTime
from ivr.store.once import insert_once


class CallbackStatus(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    CLAIMED = "claimed"
    DONE = "done"
    UNREACHED = "unreached"


class Callback(Table):
    """One promise."""

    __tablename__ = "callbacks"

    id: Mapped[int] = mapped_column(primary_key=True)
    idempotency_key: Mapped[str] = mapped_column(String(160), unique=True)
    call_sid: Mapped[str] = mapped_column(ForeignKey("calls.call_sid"), index=True)
    number: Mapped[str] = mapped_column(String(32))
    """E.164."""
    queue: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(400))
    """One sentence for the person who rings back."""
    status: Mapped[str] = mapped_column(String(16), default=CallbackStatus.OPEN)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    promised_by: Mapped[datetime] = mapped_column(UtcTime, index=True)


@dataclass(frozen=True)
class NewCallback:
    """A promise to be stored."""

    idempotency_key: str
    call_sid: str
    number: str
    queue: str
    reason: str
    created_at: datetime
    promised_by: datetime


def store(session: Session, new: NewCallback) -> Callback:
    """The promise under that idempotency key, made now unless it was made before."""
    calls.ensure(session, new.call_sid, new.created_at)
    insert_once(session, Callback, vars(new))
    statement = select(Callback).where(Callback.idempotency_key == new.idempotency_key)
    return session.scalars(statement).one()


def of_call(session: Session, call_sid: str) -> list[Callback]:
    """Promises made in a call, oldest first."""
    statement = select(Callback).where(Callback.call_sid == call_sid).order_by(Callback.id)
    return list(session.scalars(statement))


def open_ones(session: Session, limit: int = 100) -> list[Callback]:
    """Promises nobody has kept yet, the most urgent first."""
    statement = (
        select(Callback)
        .where(Callback.status == CallbackStatus.OPEN)
        .order_by(Callback.promised_by)
        .limit(limit)
    )
    return list(session.scalars(statement))
