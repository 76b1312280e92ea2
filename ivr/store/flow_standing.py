"""Which version of the flows is live: one row, whose serial rises with all that a line must know.

A process reads the row alone to see whether anything changed: the standing versions, the
publications that wait for their time, or the announcements.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime
from ivr.store.once import insert_once

_ONLY = 1


class FlowStanding(Table):
    """The one row."""

    __tablename__ = "flow_standing"

    id: Mapped[int] = mapped_column(primary_key=True)
    serial: Mapped[int]
    """Rises with each change."""
    live: Mapped[str] = mapped_column(ForeignKey("flow_versions.version"))
    candidate: Mapped[str | None] = mapped_column(ForeignKey("flow_versions.version"))
    """The version that is rolled out beside the live one; None where there is none."""
    percent: Mapped[int]
    """Share of new calls that get the candidate."""
    since: Mapped[datetime] = mapped_column(UtcTime)
    """When live, candidate or percent last changed."""
    by: Mapped[str] = mapped_column(String(80))
    """Who changed them."""


def load(session: Session) -> FlowStanding | None:
    """The row; None before the first import."""
    return session.get(FlowStanding, _ONLY)


def begin(session: Session, live: str, by: str, now: datetime) -> bool:
    """Have a first version be live; False where one is already."""
    row = {"live": live, "candidate": None, "percent": 0, "since": now, "by": by}
    return insert_once(session, FlowStanding, {"id": _ONLY, "serial": 1} | row)


def hold(session: Session, seen_serial: int) -> FlowStanding | None:
    """The row, held until the transaction ends; None where it changed since it was seen."""
    row = session.get(FlowStanding, _ONLY, with_for_update=True, populate_existing=True)
    return row if row is not None and row.serial == seen_serial else None


def touch(session: Session) -> None:
    """Let every process look anew at what stands beside the row."""
    raised = update(FlowStanding).where(FlowStanding.id == _ONLY)
    session.execute(raised.values(serial=FlowStanding.serial + 1))
