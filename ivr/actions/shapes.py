"""The types of what actions give to flows."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from ivr.store.orders import OrderState


class Shape(BaseModel):
    """Base: nothing beside the named fields."""

    model_config = ConfigDict(extra="forbid")


class Order(Shape):
    """One order."""

    number: str = Field(pattern=r"^\d{1,20}$")
    state: OrderState
    placed_on: date
    expected_on: date | None
    delivered_on: date | None
    delivered_to: str | None
    delay_reason: str | None
    carrier: str | None
    items: list[str]
    total: Decimal
    currency: str
    shipped_items: list[str]
    waiting_items: list[str]
    cancellable: bool
    missing_reported: bool


class ListedOrder(Order):
    """One of several orders."""

    spoken: str = Field(min_length=1)
    """A few words by which the caller tells it from the others."""


class OneOrder(Shape):
    """An order."""

    order: Order


class SeveralOrders(Shape):
    """Orders, newest first."""

    orders: list[ListedOrder]
    count: int


class Ticket(Shape):
    """The number of a ticket."""

    ticket: str = Field(min_length=1)


class NewRefund(Shape):
    """Money on its way back from now on."""

    amount: Decimal
    currency: str
    expected_on: date | None


class RefundBegun(Shape):
    """A refund that was begun."""

    refund: NewRefund


class Refund(NewRefund):
    """Money on its way back, or there."""

    paid_on: date | None


class RefundGiven(Shape):
    """A refund."""

    refund: Refund


class VerifiedAs(Shape):
    """Who the caller is."""

    customer: str
    name: str
    method: str


class Verified(Shape):
    """An identity."""

    identity: VerifiedAs


class TriesLeft(Shape):
    """How often the caller may try again."""

    tries_left: int = Field(ge=0)


class CustomerDetails(Shape):
    """An account."""

    name: str
    phone: str
    email: str
    address: str
    town: str
    postcode: str


class CustomerGiven(Shape):
    """The caller's account."""

    customer: CustomerDetails


class LinkSent(Shape):
    """Where a link went and how long it holds."""

    minutes: int = Field(gt=0)
    phone_ends: str


class Streets(Shape):
    """The streets of a postcode."""

    streets: list[str]
    town: str


class Address(Shape):
    """Where somebody lives."""

    address: str
    town: str
    postcode: str


class AddressChanged(Shape):
    """An address before and after."""

    old: Address
    new: Address


class PhoneChanged(Shape):
    """A number before and after."""

    old: str
    new: str


class Store(Shape):
    """A store."""

    name: str
    address: str
    town: str
    miles: int
    phone: str


class StoreGiven(Shape):
    """The nearest store."""

    store: Store
