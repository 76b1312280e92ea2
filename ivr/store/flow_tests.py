"""Scripted calls that drafts of the flows are held against."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime
from ivr.store.once import insert_once


class FlowTest(Table):
    """One saved conversation."""

    __tablename__ = "flow_tests"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    script: Mapped[str]
    """YAML, as `warmline call` takes it."""
    people: Mapped[str] = mapped_column(String(16))
    """What comes of a wish for a person."""
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime] = mapped_column(UtcTime)


def all_of(session: Session) -> list[FlowTest]:
    """Every test, by name."""
    return list(session.scalars(select(FlowTest).order_by(FlowTest.name)))


def count(session: Session) -> int:
    """How many there are."""
    return session.scalar(select(func.count()).select_from(FlowTest)) or 0


def add(session: Session, values: dict[str, Any]) -> bool:
    """Keep one; False where the name is taken, and nothing changes then."""
    return insert_once(session, FlowTest, values)


def remove(session: Session, test_id: int) -> bool:
    """Forget one; False where it is not there."""
    gone = delete(FlowTest).where(FlowTest.id == test_id).returning(FlowTest.id)
    return session.execute(gone).first() is not None
