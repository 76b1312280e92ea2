"""The company's stores."""

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table


class Store(Table):
    """One store."""

    __tablename__ = "stores"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(200))
    town: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(String(32))
    """E.164."""
    latitude: Mapped[float]
    """Degrees, north positive."""
    longitude: Mapped[float]
    """Degrees, east positive."""


def all_of_them(session: Session) -> list[Store]:
    """Every store."""
    return list(session.scalars(select(Store).order_by(Store.id)))
