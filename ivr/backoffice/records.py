"""What the back office tells, in whichever system it is kept."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

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
    customer: str | None = None
    """Number of the customer it belongs to; never told."""
    shipped_items: tuple[str, ...] = ()
    waiting_items: tuple[str, ...] = ()
    """What is not packed yet."""
    cancellable: bool = False
    missing_reported: bool = False
    """True where it was delivered and a ticket about it is known."""

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
            "shipped_items": list(self.shipped_items),
            "waiting_items": list(self.waiting_items),
            "cancellable": self.cancellable,
            "missing_reported": self.missing_reported,
        }


@dataclass(frozen=True)
class CustomerRecord:
    """One customer."""

    number: str
    name: str
    phone: str
    """E.164; empty where there is none."""
    email: str
    postcode: str
    address: str = ""
    """House and street."""
    town: str = ""

    def to_json(self) -> dict[str, Json]:
        """The customer as flows read it, without the number."""
        fields = ("name", "phone", "email", "address", "town", "postcode")
        return {field: getattr(self, field) for field in fields}

    @property
    def place(self) -> "Place":
        """Where the customer lives."""
        return Place(self.address, self.town, self.postcode)

    def digest(self) -> str:
        """Tells one reading of the account from another: 64 hexadecimal digits."""
        told = "\0".join((self.address, self.town, self.postcode, self.phone))
        return sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class Place:
    """An address of a customer."""

    address: str
    """House and street."""
    town: str
    postcode: str

    def to_json(self) -> dict[str, Json]:
        """The address as flows read it."""
        return {"address": self.address, "town": self.town, "postcode": self.postcode}


@dataclass(frozen=True)
class RefundRecord:
    """Money on its way back."""

    state: str
    """An `ivr.store.refunds.RefundState`."""
    amount: Decimal
    currency: str
    """ISO 4217 code."""
    expected_on: date | None
    paid_on: date | None = None

    def to_json(self) -> dict[str, Json]:
        """The refund as flows read it: ISO dates, the amount as a decimal string."""
        return {
            "amount": str(self.amount),
            "currency": self.currency,
            "expected_on": _iso(self.expected_on),
            "paid_on": _iso(self.paid_on),
        }


@dataclass(frozen=True)
class StreetList:
    """The streets of a postcode."""

    town: str
    streets: tuple[str, ...]


@dataclass(frozen=True)
class StoreRecord:
    """One store, seen from a postcode."""

    name: str
    address: str
    town: str
    miles: float
    phone: str
    """E.164."""

    def to_json(self) -> dict[str, Json]:
        """The store as flows read it: whole miles, at least one."""
        return {
            "name": self.name,
            "address": self.address,
            "town": self.town,
            "miles": max(1, round(self.miles)),
            "phone": self.phone,
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
