"""What every new caller is told for a while, such as of an outage."""

from datetime import datetime

from sqlalchemy import String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime


class Announcement(Table):
    """One announcement; it stays when it is over."""

    __tablename__ = "announcements"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    until: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[str] = mapped_column(String(80))
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    """When somebody ended it early."""
    ended_by: Mapped[str] = mapped_column(String(80), default="")


def not_ended(session: Session, now: datetime) -> list[Announcement]:
    """Those that are not over at that time, the oldest first."""
    current = Announcement.ended_at.is_(None), Announcement.until > now
    return list(session.scalars(select(Announcement).where(*current).order_by(Announcement.id)))


def end(session: Session, announcement_id: int, by: str, now: datetime) -> bool:
    """End one; False where it is over already."""
    current = Announcement.ended_at.is_(None), Announcement.until > now
    ended = update(Announcement).where(Announcement.id == announcement_id, *current)
    done = session.execute(ended.values(ended_at=now, ended_by=by).returning(Announcement.id))
    return done.first() is not None
