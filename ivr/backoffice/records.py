"""What the back office tells, in whichever system it is kept."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flows.events import Json


@dataclass(frozen=True)
class OrderRecord:
    """One order, as a caller may hear of it."""

    number: str
    """Digits."""
    state: str
    """An `ivr.store.orders.OrderState`."""
    placed_on: date
    expected_on: date | None
    delivered_on: date | None
    delivered_to: str | None
    """Where or with whom it was left."""
    delay_reason: str | None
    carrier: str | None
    items: tuple[str, ...]
    """Names of the products."""
    total: Decimal
    currency: str
    """ISO 4217 code."""

    def to_json(self) -> dict[str, Json]:
        """The order as flows read it: ISO dates, the total as a decimal string."""
        return {
            "number": self.number,
            "state": self.state,
            "placed_on": self.placed_on.isoformat(),
            "expected_on": _iso(self.expected_on),
            "delivered_on": _iso(self.delivered_on),
            "delivered_to": self.delivered_to,
            "delay_reason": self.delay_reason,
            "carrier": self.carrier,
            "items": list(self.items),
            "total": str(self.total),
            "currency": self.currency,
        }


@dataclass(frozen=True)
class CustomerRecord:
    """One customer."""

    number: str
    name: str
    phone: str
    """E.164."""
    email: str
    postcode: str


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
