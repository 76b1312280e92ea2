"""Postcodes with where they are and what streets they have."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import JsonColumn, Table


class Postcode(Table):
    """One postcode."""

    __tablename__ = "postcodes"

    postcode: Mapped[str] = mapped_column(String(16), primary_key=True)
    """Digits and capital letters alone."""
    town: Mapped[str] = mapped_column(String(80))
    latitude: Mapped[float]
    """Degrees, north positive."""
    longitude: Mapped[float]
    """Degrees, east positive."""
    streets: Mapped[list[str]] = mapped_column(JsonColumn)


def load(session: Session, postcode: str) -> Postcode | None:
    """A postcode as it is written in the table."""
    return session.get(Postcode, postcode)
