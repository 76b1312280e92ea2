"""Who calls, as the back office knows them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ivr.backoffice.interface import BackOffice, BackOfficeAway
from ivr.backoffice.records import CustomerRecord, OrderRecord
from ivr.calls.notes import in_words

_SHOWN = 5


@dataclass(frozen=True)
class OrderRow:
    """One order, ready to be shown."""

    number: str
    state: str
    state_words: str
    items: str
    total: str
    dates: str


@dataclass(frozen=True)
class CustomerPanel:
    """The customer and their newest orders."""

    found: Literal["verified", "by_number", "unknown", "away"]
    """How sure it is: verified in the call, or merely the number they call from."""
    customer: CustomerRecord | None = None
    orders: tuple[OrderRow, ...] = ()


def customer_panel(back_office: BackOffice, customer: str, phone: str) -> CustomerPanel:
    """What the back office knows of a verified customer, or of a number."""
    try:
        record = (
            back_office.customer_by_number(customer) if customer else back_office.customer(phone)
        )
        if record is None:
            return CustomerPanel("unknown")
        orders = back_office.orders_of(record.number)[:_SHOWN]
    except BackOfficeAway:
        return CustomerPanel("away")
    found: Literal["verified", "by_number"] = "verified" if customer else "by_number"
    return CustomerPanel(found, record, tuple(_row(order) for order in orders))


def _row(order: OrderRecord) -> OrderRow:
    return OrderRow(
        number=order.number,
        state=order.state,
        state_words=in_words(order.state).capitalize(),
        items=", ".join(order.items),
        total=f"{order.total} {order.currency}",
        dates=_dates(order),
    )


def _dates(order: OrderRecord) -> str:
    placed = f"placed {_day(order.placed_on)}"
    if order.delivered_on:
        return f"{placed}, delivered {_day(order.delivered_on)}"
    return f"{placed}, expected {_day(order.expected_on)}" if order.expected_on else placed


def _day(day: date) -> str:
    return f"{day:%-d %b}"
