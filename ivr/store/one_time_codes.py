"""One-time codes sent by text message."""

from datetime import datetime

from sqlalchemy import String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime


class OneTimeCode(Table):
    """One code, or the place of one where nobody has the number."""

    __tablename__ = "one_time_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(String(32), index=True)
    """E.164."""
    customer: Mapped[str | None] = mapped_column(String(40))
    """None where nobody has that number: such a code verifies nothing."""
    code_hash: Mapped[str] = mapped_column(String(200))
    call_sid: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


def sent_since(session: Session, phone: str, since: datetime) -> int:
    """How many codes were asked for with a number since then."""
    ours = OneTimeCode.phone == phone, OneTimeCode.created_at > since
    return session.scalar(select(func.count()).select_from(OneTimeCode).where(*ours)) or 0


def latest(session: Session, phone: str, now: datetime) -> OneTimeCode | None:
    """The last code of a number, where it can still be used."""
    statement = select(OneTimeCode).where(OneTimeCode.phone == phone)
    code = session.scalars(statement.order_by(OneTimeCode.id.desc()).limit(1)).first()
    return code if code and code.used_at is None and code.expires_at > now else None


def use(session: Session, code_id: int, now: datetime) -> bool:
    """Use a code up; True for the one who did."""
    unused = OneTimeCode.id == code_id, OneTimeCode.used_at.is_(None)
    statement = update(OneTimeCode).where(*unused).values(used_at=now)
    return session.execute(statement.returning(OneTimeCode.id)).first() is not None


def forget(session: Session, before: datetime) -> None:
    """Drop the codes made before that moment."""
    session.execute(delete(OneTimeCode).where(OneTimeCode.created_at < before))
