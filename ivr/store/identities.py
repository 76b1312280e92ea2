"""Who a call was found to be, and how."""

from datetime import datetime

from sqlalchemy import String, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime


class Identity(Table):
    """The verified caller of one call."""

    __tablename__ = "identities"

    call_sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    customer: Mapped[str] = mapped_column(String(40), index=True)
    """The customer's number in the back office."""
    method: Mapped[str] = mapped_column(String(20))
    """order_postcode, phone_pin or sms_code."""
    verified_at: Mapped[datetime] = mapped_column(UtcTime)
    account_seen: Mapped[str | None] = mapped_column(String(64))
    """Digest of the account as this call last read it."""


def note(session: Session, call_sid: str, customer: str, method: str, now: datetime) -> None:
    """Keep who a call was found to be; a later check takes the place of an earlier one."""
    session.merge(
        Identity(
            call_sid=call_sid,
            customer=customer,
            method=method,
            verified_at=now,
            account_seen=None,
        )
    )


def of_call(session: Session, call_sid: str) -> Identity | None:
    """Who a call was found to be; None where nobody was verified."""
    return session.get(Identity, call_sid)


def note_account(session: Session, call_sid: str, digest: str) -> None:
    """Keep the account as the call has read it."""
    statement = update(Identity).where(Identity.call_sid == call_sid)
    session.execute(statement.values(account_seen=digest))
