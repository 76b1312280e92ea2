"""Tickets: matters a person has to look into."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime
from ivr.store.once import insert_once


class Ticket(Table):
    """One matter."""

    __tablename__ = "tickets"

    id: Mapped[int] = mapped_column(primary_key=True)
    idempotency_key: Mapped[str] = mapped_column(String(160), unique=True)
    call_sid: Mapped[str] = mapped_column(String(64), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str]
    queue: Mapped[str] = mapped_column(String(64))
    order_number: Mapped[str | None] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcTime)

    @property
    def number(self) -> str:
        """What a caller can quote."""
        return f"T{self.id:05d}"


@dataclass(frozen=True)
class NewTicket:
    """A matter to be handed to people."""

    idempotency_key: str
    call_sid: str
    subject: str
    text: str
    queue: str
    order_number: str | None
    created_at: datetime


def store(session: Session, new: NewTicket) -> Ticket:
    """The ticket under that idempotency key, opened now unless it was opened before."""
    insert_once(session, Ticket, vars(new))
    statement = select(Ticket).where(Ticket.idempotency_key == new.idempotency_key)
    return session.scalars(statement).one()


def exists_for(session: Session, order_number: str) -> bool:
    """Whether a ticket of that order was opened."""
    statement = select(Ticket.id).where(Ticket.order_number == order_number).limit(1)
    return session.scalar(statement) is not None
