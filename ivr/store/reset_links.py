"""Links to choose a new password with, each good for one use."""

from datetime import datetime

from sqlalchemy import String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime


class ResetLink(Table):
    """One link."""

    __tablename__ = "reset_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    customer: Mapped[str] = mapped_column(String(40), index=True)
    call_sid: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


def by_hash(session: Session, token_hash: str) -> ResetLink | None:
    """The link with that hash of its token."""
    return session.scalars(select(ResetLink).where(ResetLink.token_hash == token_hash)).first()


def sent_since(session: Session, customer: str, since: datetime) -> int:
    """How many links were made for a customer since then."""
    ours = ResetLink.customer == customer, ResetLink.created_at > since
    return session.scalar(select(func.count()).select_from(ResetLink).where(*ours)) or 0


def use(session: Session, token_hash: str, now: datetime) -> str | None:
    """Use a link up; its customer for the one who did, None for all others."""
    open_ = ResetLink.used_at.is_(None), ResetLink.expires_at > now
    statement = update(ResetLink).where(ResetLink.token_hash == token_hash, *open_)
    row = session.execute(statement.values(used_at=now).returning(ResetLink.customer)).first()
    return row[0] if row else None


def end_others(session: Session, customer: str, now: datetime) -> None:
    """End every open link of a customer."""
    ours = ResetLink.customer == customer, ResetLink.used_at.is_(None), ResetLink.expires_at > now
    session.execute(update(ResetLink).where(*ours).values(expires_at=now))


def forget(session: Session, before: datetime) -> None:
    """Drop the links made before that moment."""
    session.execute(delete(ResetLink).where(ResetLink.created_at < before))
