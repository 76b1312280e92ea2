"""Changes that callers made to their accounts, with what was there before."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import JsonColumn, JsonObject, Table, UtcTime
from ivr.store.once import insert_once


class AccountChange(Table):
    """One change."""

    __tablename__ = "account_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    idempotency_key: Mapped[str] = mapped_column(String(160), unique=True)
    call_sid: Mapped[str] = mapped_column(String(64), index=True)
    customer: Mapped[str] = mapped_column(String(40), index=True)
    what: Mapped[str] = mapped_column(String(20))
    """address or phone."""
    old: Mapped[JsonObject] = mapped_column(JsonColumn)
    new: Mapped[JsonObject] = mapped_column(JsonColumn)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


@dataclass(frozen=True)
class NewChange:
    """A change to be kept."""

    idempotency_key: str
    call_sid: str
    customer: str
    what: str
    old: JsonObject
    new: JsonObject
    changed_at: datetime


def keep(session: Session, change: NewChange) -> None:
    """Keep a change, once for its idempotency key."""
    insert_once(session, AccountChange, vars(change))


def by_key(session: Session, key: str) -> AccountChange | None:
    """The change under that idempotency key."""
    return session.scalars(
        select(AccountChange).where(AccountChange.idempotency_key == key)
    ).first()


def changed_since(session: Session, customer: str, what: str, since: datetime) -> bool:
    """Whether callers changed that part of a customer's account since then."""
    ours = AccountChange.customer == customer, AccountChange.what == what
    latest = select(AccountChange.id).where(*ours, AccountChange.changed_at > since).limit(1)
    return session.scalar(latest) is not None
