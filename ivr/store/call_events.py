"""Call events in the order they happened; rows are added and never changed."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.calls.event_kinds import from_body
from ivr.calls.events import CallEvent
from ivr.store import calls
from ivr.store.base import JsonColumn, JsonObject, Table, UtcTime
from ivr.store.once import insert_once
from ivr.store.redaction import Redactor


class CallEventRow(Table):
    """One event of one call."""

    __tablename__ = "call_events"
    __table_args__ = (UniqueConstraint("call_sid", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(String(32), unique=True)
    call_sid: Mapped[str] = mapped_column(ForeignKey("calls.call_sid", ondelete="CASCADE"))
    seq: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcTime)
    audio_ms: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(32))
    body: Mapped[JsonObject] = mapped_column(JsonColumn)


@dataclass(frozen=True)
class NewEvent:
    """An event on its way into the database, secrets already taken out."""

    event_id: str
    """Unique; storing it again changes nothing."""
    call_sid: str
    at: datetime
    audio_ms: int | None
    """Audio time in milliseconds since the stream opened; None for what is not bound to it."""
    kind: str
    body: JsonObject


@dataclass(frozen=True)
class StoredEvent:
    """An event as it is read back."""

    seq: int
    """1 for the first event stored of a call; gaps are possible."""
    at: datetime
    audio_ms: int | None
    kind: str
    event: CallEvent


def add(session: Session, new: NewEvent) -> bool:
    """Store an event at the end of its call; a call not stored yet gets a bare row.

    Returns:
        False where the event is stored already.
    """
    calls.ensure(session, new.call_sid, new.at)
    lock = select(calls.Call.call_sid).where(calls.Call.call_sid == new.call_sid)
    session.execute(lock.with_for_update())
    next_seq = select(func.coalesce(func.max(CallEventRow.seq), 0) + 1).where(
        CallEventRow.call_sid == new.call_sid
    )
    return insert_once(session, CallEventRow, {**vars(new), "seq": session.scalar(next_seq)})


def of_call(session: Session, call_sid: str, after: int = 0) -> list[StoredEvent]:
    """Events of a call in order of time.

    Args:
        session: where to read.
        call_sid: the call.
        after: only events with a greater `seq`.
    """
    statement = (
        select(CallEventRow)
        .where(CallEventRow.call_sid == call_sid, CallEventRow.seq > after)
        .order_by(CallEventRow.at, CallEventRow.seq)
    )
    return [
        StoredEvent(row.seq, row.at, row.audio_ms, row.kind, from_body(row.kind, row.body))
        for row in session.scalars(statement)
    ]


def readable_of_call(session: Session, call_sid: str) -> list[StoredEvent]:
    """Events of a call in order of time, redacted once more; unreadable ones are left out."""
    statement = select(CallEventRow).where(CallEventRow.call_sid == call_sid)
    redactor = Redactor()
    found = []
    for row in session.scalars(statement.order_by(CallEventRow.at, CallEventRow.seq)):
        with suppress(ValueError):
            event = from_body(row.kind, redactor.event_body(row.body))
            found.append(StoredEvent(row.seq, row.at, row.audio_ms, row.kind, event))
    return found


def last_seq(session: Session, call_sid: str) -> int:
    """The greatest `seq` of a call; 0 where it has no events."""
    statement = select(func.max(CallEventRow.seq)).where(CallEventRow.call_sid == call_sid)
    return session.scalar(statement) or 0
