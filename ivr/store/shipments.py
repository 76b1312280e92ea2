"""Parcels on their way to customers."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ivr.store.base import Table


class Shipment(Table):
    """One parcel of an order."""

    __tablename__ = "shipments"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    carrier: Mapped[str] = mapped_column(String(80))
    tracking_number: Mapped[str] = mapped_column(String(40))
    shipped_on: Mapped[date]
    delivered_on: Mapped[date | None]
    delivered_to: Mapped[str | None] = mapped_column(String(120))
    """Where or with whom it was left: "your neighbour at number twelve"."""
