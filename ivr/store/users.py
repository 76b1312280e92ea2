"""People who sign in to the pages: agents, supervisors and admins."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime
from ivr.store.once import insert_once


class Role(StrEnum):
    """What a user may do; each role may do what those before it may."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"

    def may(self, needed: "Role") -> bool:
        """Whether this role may do what another one is needed for."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)


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


@dataclass(frozen=True)
class NewUser:
    """A user to be stored."""

    name: str
    """In lower case."""
    shown_name: str
    role: Role
    password_hash: str
    created_at: datetime


def add(session: Session, new: NewUser) -> User | None:
    """Store a user; None where there is one of that name."""
    if not insert_once(session, User, {**vars(new), "sessions_from": new.created_at}):
        return None
    return named(session, new.name)


def disable(session: Session, name: str, now: datetime) -> bool:
    """Let a user in no more, and end their sessions; False where there is none to disable."""
    statement = (
        update(User)
        .where(User.name == name.strip().lower(), User.disabled_at.is_(None))
        .values(disabled_at=now, sessions_from=now)
        .returning(User.id)
    )
    return session.execute(statement).first() is not None


def load(session: Session, user_id: int) -> User | None:
    """The user of that number."""
    return session.get(User, user_id)


def named(session: Session, name: str) -> User | None:
    """The user of that name, however it is written."""
    return session.scalar(select(User).where(User.name == name.strip().lower()))


def all_of(session: Session) -> list[User]:
    """Every user, by name."""
    return list(session.scalars(select(User).order_by(User.name)))
