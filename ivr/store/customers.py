"""Customers of the shop."""

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table


class Customer(Table):
    """One customer."""

    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(32), index=True)
    """E.164."""
    email: Mapped[str] = mapped_column(String(254))
    address: Mapped[str] = mapped_column(String(200))
    """Street and house."""
    town: Mapped[str] = mapped_column(String(80))
    postcode: Mapped[str] = mapped_column(String(16))


def by_phone(session: Session, phone: str) -> Customer | None:
    """The customer with that E.164 number; None also where several share it."""
    found = session.scalars(select(Customer).where(Customer.phone == phone).limit(2)).all()
    return found[0] if len(found) == 1 else None
