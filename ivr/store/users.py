"""People who sign in to the pages: agents, supervisors and admins."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime


class Role(StrEnum):
    """What a user may do; each role may do what those before it may."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class User(Table):
    """One person."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    """What they sign in with, in lower case."""
    shown_name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str] = mapped_column(String(200))
    """Argon2id."""
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcTime)
    sessions_from: Mapped[datetime] = mapped_column(UtcTime)
    """Sessions that began before no longer hold."""


def named(session: Session, name: str) -> User | None:
    """The user of that name, however it is written."""
    return session.scalar(select(User).where(User.name == name.strip().lower()))


def all_of(session: Session) -> list[User]:
    """Every user, by name."""
    return list(session.scalars(select(User).order_by(User.name)))
