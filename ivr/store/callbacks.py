"""Promises to ring callers back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, String, or_, select, update
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
    """Rung, and nobody answered: somebody has to try again."""


CLAIM_HOLDS = timedelta(minutes=15)
"""After which whoever claimed a promise and did not say what came of it has it to themselves no
longer: their call was never reported over."""
_TO_KEEP = (CallbackStatus.OPEN, CallbackStatus.UNREACHED)


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
    claimed_by: Mapped[int | None]
    """The user who is about to keep it, or did."""
    claimed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


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


def load(session: Session, callback_id: int) -> Callback | None:
    """The promise of that number, as the database has it now."""
    return session.get(Callback, callback_id, populate_existing=True)


def to_keep(
    session: Session, user_id: int, queues: Sequence[str], now: datetime, limit: int = 50
) -> list[Callback]:
    """Promises that a user can keep: free ones of their queues, and those they have claimed."""
    theirs = (Callback.claimed_by == user_id) & (Callback.status == CallbackStatus.CLAIMED)
    statement = (
        select(Callback)
        .where(or_(theirs, _free_in(queues, now)))
        .order_by(Callback.promised_by)
        .limit(limit)
    )
    return list(session.scalars(statement))


def claim(
    session: Session, callback_id: int, user_id: int, queues: Sequence[str], now: datetime
) -> bool:
    """Take a promise of these queues on; False where somebody else has, or it is kept."""
    statement = (
        update(Callback)
        .where(Callback.id == callback_id, _free_in(queues, now))
        .values(status=CallbackStatus.CLAIMED, claimed_by=user_id, claimed_at=now)
        .returning(Callback.id)
    )
    return session.execute(statement).first() is not None


def settle(
    session: Session, callback_id: int, user_id: int, status: CallbackStatus, now: datetime
) -> bool:
    """Say what came of a promise that a user has claimed; False where they no longer have it."""
    over = now if status is CallbackStatus.DONE else None
    statement = (
        update(Callback)
        .where(
            Callback.id == callback_id,
            Callback.status == CallbackStatus.CLAIMED,
            Callback.claimed_by == user_id,
        )
        .values(status=status, ended_at=over)
        .returning(Callback.id)
    )
    return session.execute(statement).first() is not None


def _free_in(queues: Sequence[str], now: datetime) -> ColumnElement[bool]:
    """Promises of these queues that anybody may claim."""
    forsaken = (Callback.status == CallbackStatus.CLAIMED) & (
        Callback.claimed_at < now - CLAIM_HOLDS
    )
    return Callback.queue.in_(queues) & or_(Callback.status.in_(_TO_KEEP), forsaken)
