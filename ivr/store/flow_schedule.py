"""Publications that wait for their time."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import JsonColumn, Table, UtcTime


class ScheduleState(StrEnum):
    """What became of one."""

    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    """Its time came and it could not take effect; the history says why."""


class FlowSchedule(Table):
    """One publication at a time to come."""

    __tablename__ = "flow_schedule"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(16), index=True)
    texts: Mapped[dict[str, str | None]] = mapped_column(JsonColumn)
    """Digest of the text of each document to change; None where it is to be removed."""
    bases: Mapped[dict[str, str | None]] = mapped_column(JsonColumn)
    """Digest of the live text each began from; None where there was none."""
    percent: Mapped[int]
    note: Mapped[str]
    who: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcTime)


def waiting(session: Session) -> list[FlowSchedule]:
    """Those whose time is to come, the next first."""
    statement = select(FlowSchedule).where(FlowSchedule.state == ScheduleState.WAITING)
    return list(session.scalars(statement.order_by(FlowSchedule.at, FlowSchedule.id)))


def settle(session: Session, schedule_id: int, state: ScheduleState, now: datetime) -> bool:
    """Say what became of one that waits; False where it waits no longer."""
    waits = FlowSchedule.id == schedule_id, FlowSchedule.state == ScheduleState.WAITING
    settled = update(FlowSchedule).where(*waits).values(state=state, settled_at=now)
    return session.execute(settled.returning(FlowSchedule.id)).first() is not None
