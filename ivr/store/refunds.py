"""Money on its way back to customers."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table


class RefundState(StrEnum):
    """Where a refund stands."""

    BEING_CHECKED = "being_checked"
    ON_ITS_WAY = "on_its_way"
    PAID = "paid"


REFUND_STATES = ", ".join(f"'{state}'" for state in RefundState)


class Refund(Table):
    """The refund of one order."""

    __tablename__ = "refunds"
    __table_args__ = (CheckConstraint(f"state IN ({REFUND_STATES})", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), unique=True)
    idempotency_key: Mapped[str | None] = mapped_column(String(160), unique=True)
    """Of the action that began it; None where somebody else did."""
    state: Mapped[str] = mapped_column(String(20))
    amount_minor: Mapped[int]
    """In the currency's smallest unit."""
    currency: Mapped[str] = mapped_column(String(3))
    started_on: Mapped[date]
    expected_on: Mapped[date | None]
    paid_on: Mapped[date | None]


def of_order(session: Session, order_id: int) -> Refund | None:
    """The refund of an order."""
    return session.scalars(select(Refund).where(Refund.order_id == order_id)).first()
