"""Orders, what is in them and how they travel."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from ivr.store.base import Table
from ivr.store.order_items import OrderItem
from ivr.store.shipments import Shipment


class OrderState(StrEnum):
    """Where an order stands."""

    PLACED = "placed"
    PROCESSING = "processing"
    PARTLY_SHIPPED = "partly_shipped"
    SHIPPED = "shipped"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURNED = "returned"


CANCELLABLE = frozenset({OrderState.PLACED, OrderState.PROCESSING})
"""States in which nothing has left the house."""

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


def of_customer(session: Session, customer_id: int, limit: int) -> list[Order]:
    """The newest orders of a customer with their items and shipments, newest first."""
    statement = select(Order).where(Order.customer_id == customer_id)
    newest = statement.order_by(Order.placed_on.desc(), Order.id.desc()).limit(limit)
    together = (selectinload(Order.items), selectinload(Order.shipments))
    return list(session.scalars(newest.options(*together)))


def cancel(session: Session, order_id: int) -> bool:
    """Cancel an order, if at this moment it can be; False where it can't."""
    open_ = Order.id == order_id, Order.state.in_(CANCELLABLE)
    statement = update(Order).where(*open_).values(state=OrderState.CANCELLED)
    return session.execute(statement.returning(Order.id)).first() is not None
