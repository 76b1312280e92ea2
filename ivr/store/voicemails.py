"""Voicemails: what a caller recorded for people."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime
from ivr.store.once import insert_once


class Voicemail(Table):
    """One recording; the sound lies as a WAV file in the data folder."""

    __tablename__ = "voicemails"

    id: Mapped[int] = mapped_column(primary_key=True)
    idempotency_key: Mapped[str] = mapped_column(String(160), unique=True)
    call_sid: Mapped[str] = mapped_column(ForeignKey("calls.call_sid"), index=True)
    queue: Mapped[str] = mapped_column(String(64), index=True)
    file: Mapped[str] = mapped_column(String(200))
    """Name in the folder of voicemails."""
    length_s: Mapped[float]
    text: Mapped[str]
    """What Vosk heard, redacted."""
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    done_at: Mapped[datetime | None] = mapped_column(UtcTime)
    done_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


def store(session: Session, values: dict[str, object]) -> bool:
    """Store a recording unless it is stored already; True the first time."""
    return insert_once(session, Voicemail, values)


def load(session: Session, voicemail_id: int) -> Voicemail | None:
    """The recording of that number."""
    return session.get(Voicemail, voicemail_id)


def open_in(session: Session, queues: Sequence[str], limit: int = 50) -> list[Voicemail]:
    """Recordings in these queues that nobody has dealt with, the oldest first."""
    statement = (
        select(Voicemail)
        .where(Voicemail.queue.in_(queues), Voicemail.done_at.is_(None))
        .order_by(Voicemail.recorded_at)
        .limit(limit)
    )
    return list(session.scalars(statement))


def finish(
    session: Session, voicemail_id: int, user_id: int, queues: Sequence[str], now: datetime
) -> bool:
    """Note that a recording in these queues was dealt with; False where it was before."""
    statement = (
        update(Voicemail)
        .where(
            Voicemail.id == voicemail_id,
            Voicemail.queue.in_(queues),
            Voicemail.done_at.is_(None),
        )
        .values(done_at=now, done_by=user_id)
        .returning(Voicemail.id)
    )
    return session.execute(statement).first() is not None
