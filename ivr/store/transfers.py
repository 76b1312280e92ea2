"""Transfers: one row a wish for a person, moved by compare-and-set."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store import calls
from ivr.store.base import JsonColumn, JsonObject, Table, UtcTime
from ivr.store.once import insert_once
from ivr.transfer.states import ENDED, MOVES, WAITING, TransferState


class Transfer(Table):
    """One wish for a person; a call has at most one that is open."""

    __tablename__ = "transfers"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    """Idempotency key of the flow's step: asked again, it is the same transfer."""
    call_sid: Mapped[str] = mapped_column(ForeignKey("calls.call_sid"), index=True)
    queue: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(400))
    trigger: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(2000), default="")
    """What the agent before wrote for the next one."""
    state: Mapped[str] = mapped_column(String(16), default=TransferState.REQUESTED)
    conference: Mapped[str] = mapped_column(String(64), unique=True)
    """Begins the friendly names of its conferences, one an attempt; holds no personal data."""
    summary: Mapped[JsonObject | None] = mapped_column(JsonColumn)
    """What the agent hears and sees; None until it was made."""
    requested_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    give_up_at: Mapped[datetime] = mapped_column(UtcTime)
    """When the caller is offered something else."""
    accepted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    joined_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    why: Mapped[str] = mapped_column(String(32), default="")
    """Why it ended as it did: closed, nobody_available, all_tried, limit, caller_hung_up, callback,
    menu, line_failed, talked."""
    back: Mapped[JsonObject | None] = mapped_column(JsonColumn)
    """Where the agent sent the caller: {to: rating | queue | line, queue?, note?}."""
    caller_away_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When the caller was last sent into the conference or fetched from it; None while they are
    known to be on the line's own stream."""

    __table_args__ = (
        Index(
            "uq_transfers_open_call",
            "call_sid",
            unique=True,
            sqlite_where=ended_at.is_(None),
            postgresql_where=ended_at.is_(None),
        ),
    )


@dataclass(frozen=True)
class NewTransfer:
    """A wish for a person."""

    key: str
    call_sid: str
    queue: str
    reason: str
    trigger: str
    conference: str
    requested_at: datetime
    give_up_at: datetime
    note: str = ""


def request(session: Session, new: NewTransfer) -> Transfer | None:
    """The transfer under that key, made now unless it was made before.

    Returns:
        None where the call has another one that is open.
    """
    calls.ensure(session, new.call_sid, new.requested_at)
    insert_once(session, Transfer, vars(new))
    return session.scalar(select(Transfer).where(Transfer.key == new.key))


def load(session: Session, transfer_id: int) -> Transfer | None:
    """The transfer of that number, as the database has it now."""
    return session.get(Transfer, transfer_id, populate_existing=True)


def hold(session: Session, transfer_id: int) -> Transfer | None:
    """The transfer of that number; no other transaction changes it until this one is over."""
    statement = select(Transfer).where(Transfer.id == transfer_id).with_for_update()
    return session.scalar(statement.execution_options(populate_existing=True))


def under(session: Session, key: str) -> Transfer | None:
    """The transfer under an idempotency key."""
    return session.scalar(select(Transfer).where(Transfer.key == key))


def open_of(session: Session, call_sid: str) -> Transfer | None:
    """The transfer of a call that has not ended; None where there is none."""
    statement = select(Transfer).where(Transfer.call_sid == call_sid, Transfer.ended_at.is_(None))
    return session.scalar(statement)


def of_call(session: Session, call_sid: str) -> list[Transfer]:
    """Every transfer of a call, oldest first."""
    statement = select(Transfer).where(Transfer.call_sid == call_sid).order_by(Transfer.id)
    return list(session.scalars(statement))


def move(
    session: Session, transfer_id: int, to: TransferState, now: datetime, **values: Any
) -> bool:
    """Move a transfer, where it is in a state from which that is legal.

    Args:
        session: of the database.
        transfer_id: which.
        to: the new state; an ended one sets `ended_at` too.
        now: the time.
        values: other columns to set with it.

    Returns:
        Whether it moved; False for a repeated or late report.
    """
    if to in ENDED:
        values["ended_at"] = now
    statement = (
        update(Transfer)
        .where(Transfer.id == transfer_id, Transfer.state.in_(MOVES[to]))
        .values(state=to, **values)
        .returning(Transfer.id)
    )
    return session.execute(statement).first() is not None


def open_ones(session: Session) -> list[Transfer]:
    """Every transfer that has not ended, oldest first."""
    statement = select(Transfer).where(Transfer.ended_at.is_(None)).order_by(Transfer.id)
    return list(session.scalars(statement))


def waiting(session: Session) -> list[Transfer]:
    """Every transfer whose caller holds while no agent is called, oldest first."""
    statement = select(Transfer).where(Transfer.state == TransferState.REQUESTED)
    return list(session.scalars(statement.order_by(Transfer.id)))


def with_caller_away(session: Session) -> list[Transfer]:
    """Transfers whose caller may be in a conference, oldest first."""
    statement = select(Transfer).where(Transfer.caller_away_at.is_not(None))
    return list(session.scalars(statement.order_by(Transfer.id)))


def waits(session: Session, queue: str, since: datetime, limit: int) -> list[float]:
    """Seconds that callers of a queue waited until an agent took their call, the latest first."""
    statement = (
        select(Transfer.requested_at, Transfer.accepted_at)
        .where(
            Transfer.queue == queue,
            Transfer.requested_at >= since,
            Transfer.accepted_at.is_not(None),
        )
        .order_by(Transfer.id.desc())
        .limit(limit)
    )
    return [
        (accepted - requested).total_seconds()
        for requested, accepted in session.execute(statement)
        if accepted is not None
    ]


def place_of(session: Session, transfer: Transfer) -> int:
    """The place in its queue of a transfer that waits: 1 for the next one."""
    before = (
        select(func.count())
        .select_from(Transfer)
        .where(
            Transfer.queue == transfer.queue,
            Transfer.state.in_(WAITING),
            Transfer.id < transfer.id,
        )
    )
    return 1 + (session.scalar(before) or 0)
