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
    """E.164; empty where there is none."""
    email: Mapped[str] = mapped_column(String(254))
    address: Mapped[str] = mapped_column(String(200))
    """Street and house."""
    town: Mapped[str] = mapped_column(String(80))
    postcode: Mapped[str] = mapped_column(String(16))
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    """Of the telephone PIN; None where the customer has none."""
    password_hash: Mapped[str | None] = mapped_column(String(200))
    locked: Mapped[bool] = mapped_column(default=False)
    """True where only a person may give the account back."""


def by_phone(session: Session, phone: str) -> Customer | None:
    """The customer with that E.164 number; None also where several share it."""
    found = session.scalars(select(Customer).where(Customer.phone == phone).limit(2)).all()
    return found[0] if len(found) == 1 else None


def by_number(session: Session, number: str) -> Customer | None:
    """The customer of that number."""
    return session.scalars(select(Customer).where(Customer.number == number)).one_or_none()
