"""Attempts of a transfer: one row a call to an agent, moved by compare-and-set."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime
from ivr.store.transfers import Transfer
from ivr.transfer.states import ATTEMPT_MOVES, AttemptOutcome, AttemptState


class TransferAttempt(Table):
    """One call to one agent; a transfer has at most one that is open."""

    __tablename__ = "transfer_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    transfer_id: Mapped[int] = mapped_column(ForeignKey("transfers.id"), index=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.user_id"), index=True)
    call_sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The agent's leg; None until Twilio named it."""
    leg_over_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When the agent's leg was over; None while it may be on the line."""
    dismissed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When the leg of an attempt that is over was last told to end."""
    state: Mapped[str] = mapped_column(String(16), default=AttemptState.PLACING)
    outcome: Mapped[str | None] = mapped_column(String(16))
    by: Mapped[str] = mapped_column(String(8), default="")
    """`key` or `desk`: how it was accepted or declined."""
    placed_at: Mapped[datetime] = mapped_column(UtcTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    joined_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    disposition: Mapped[str] = mapped_column(String(32), default="")
    """What the agent says came of it, once wrapped up."""
    notes: Mapped[str] = mapped_column(String(4000), default="")
    wrapped_up_at: Mapped[datetime | None] = mapped_column(UtcTime)

    __table_args__ = (
        Index(
            "uq_transfer_attempts_open_transfer",
            "transfer_id",
            unique=True,
            sqlite_where=ended_at.is_(None),
            postgresql_where=ended_at.is_(None),
        ),
    )


def load(session: Session, attempt_id: int) -> TransferAttempt | None:
    """The attempt of that number, as the database has it now."""
    return session.get(TransferAttempt, attempt_id, populate_existing=True)


def open_of(session: Session, transfer_id: int) -> TransferAttempt | None:
    """The attempt of a transfer that is not over; None where there is none."""
    statement = select(TransferAttempt).where(
        TransferAttempt.transfer_id == transfer_id, TransferAttempt.ended_at.is_(None)
    )
    return session.scalar(statement)


def of_transfer(session: Session, transfer_id: int) -> list[TransferAttempt]:
    """Every attempt of a transfer, oldest first."""
    statement = (
        select(TransferAttempt)
        .where(TransferAttempt.transfer_id == transfer_id)
        .order_by(TransferAttempt.id)
    )
    return list(session.scalars(statement))


def accepted_of(session: Session, transfer_id: int) -> TransferAttempt | None:
    """The attempt in which an agent took the call; None where none did, or left before."""
    for attempt in reversed(of_transfer(session, transfer_id)):
        if attempt.accepted_at and attempt.outcome in (None, AttemptOutcome.TALKED):
            return attempt
    return None


def with_a_leg(session: Session, told_before: datetime) -> list[TransferAttempt]:
    """Attempts that are over while their leg may be on the line, last told before a time."""
    statement = select(TransferAttempt).where(
        TransferAttempt.ended_at.is_not(None),
        TransferAttempt.call_sid.is_not(None),
        TransferAttempt.leg_over_at.is_(None),
        func.coalesce(TransferAttempt.dismissed_at, TransferAttempt.ended_at) <= told_before,
    )
    return list(session.scalars(statement.order_by(TransferAttempt.id)))


def move(session: Session, attempt_id: int, to: AttemptState, now: datetime, **values: Any) -> bool:
    """Move an attempt, where it is in a state from which that is legal.

    Returns:
        Whether it moved; False for a repeated or late report.
    """
    if to is AttemptState.OVER:
        values["ended_at"] = now
    statement = (
        update(TransferAttempt)
        .where(TransferAttempt.id == attempt_id, TransferAttempt.state.in_(ATTEMPT_MOVES[to]))
        .values(state=to, **values)
        .returning(TransferAttempt.id)
    )
    return session.execute(statement).first() is not None


def to_wrap_up(session: Session, agent_id: int) -> TransferAttempt | None:
    """The last talk of an agent, where its notes are not handed in yet."""
    statement = (
        select(TransferAttempt)
        .where(TransferAttempt.agent_id == agent_id, TransferAttempt.joined_at.is_not(None))
        .order_by(TransferAttempt.id.desc())
        .limit(1)
    )
    last = session.scalar(statement)
    return last if last and last.ended_at and last.wrapped_up_at is None else None


def latest_of_agent(session: Session, agent_id: int, limit: int) -> list[TransferAttempt]:
    """What an agent was called for, the newest first, without what is under way."""
    statement = (
        select(TransferAttempt)
        .where(TransferAttempt.agent_id == agent_id, TransferAttempt.ended_at.is_not(None))
        .order_by(TransferAttempt.id.desc())
        .limit(limit)
    )
    return list(session.scalars(statement))


def talked_in(session: Session, agent_id: int, call_sid: str) -> bool:
    """Whether an agent took a transfer of a call."""
    statement = (
        select(TransferAttempt.id)
        .join(Transfer, Transfer.id == TransferAttempt.transfer_id)
        .where(
            TransferAttempt.agent_id == agent_id,
            TransferAttempt.accepted_at.is_not(None),
            Transfer.call_sid == call_sid,
        )
        .limit(1)
    )
    return session.scalar(statement) is not None
