"""Orders, what is in them and how they travel."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from ivr.store.base import Table
from ivr.store.order_items import OrderItem
from ivr.store.shipments import Shipment


class OrderState(StrEnum):
    """Where an order stands."""

    PLACED = "placed"
    PROCESSING = "processing"
    SHIPPED = "shipped"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURNED = "returned"


_STATES = ", ".join(f"'{state}'" for state in OrderState)


class Order(Table):
    """One order."""

    __tablename__ = "orders"
    __table_args__ = (CheckConstraint(f"state IN ({_STATES})", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """Digits, as the caller says them."""
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    placed_on: Mapped[date]
    expected_on: Mapped[date | None]
    delay_reason: Mapped[str | None] = mapped_column(String(200))
    """What can be said to the caller: "the van broke down"."""
    total_minor: Mapped[int]
    """In the currency's smallest unit: pence, cents."""
    currency: Mapped[str] = mapped_column(String(3))
    items: Mapped[list[OrderItem]] = relationship(order_by=OrderItem.id)
    shipments: Mapped[list[Shipment]] = relationship(order_by=Shipment.id)


def by_number(session: Session, number: str) -> Order | None:
    """The order of that number with its items and shipments."""
    statement = select(Order).where(Order.number == number)
    together = (selectinload(Order.items), selectinload(Order.shipments))
    return session.scalars(statement.options(*together)).one_or_none()
