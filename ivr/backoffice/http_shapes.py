"""The JSON a company's order API answers with."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ivr.backoffice.asked import ResetAnswer
from ivr.backoffice.records import (
    CustomerRecord,
    OrderRecord,
    RefundRecord,
    StoreRecord,
    StreetList,
)
from ivr.store.orders import CANCELLABLE, OrderState
from ivr.store.refunds import RefundState

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Phone = Annotated[str, StringConstraints(pattern=r"^(\+\d{5,15})?$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]


class Answer(BaseModel):
    """Base: other fields are ignored."""

    model_config = ConfigDict(extra="ignore")


class OrderFound(Answer):
    """Answer to `GET orders/{number}`."""

    number: str = Field(pattern=r"^\d{1,20}$")
    state: OrderState
    placed_on: date
    expected_on: date | None = None
    delivered_on: date | None = None
    delivered_to: str | None = Field(None, max_length=120)
    delay_reason: str | None = Field(None, max_length=200)
    carrier: str | None = Field(None, max_length=80)
    items: list[str] = Field(default_factory=list, max_length=200)
    total: Decimal = Field(ge=0, decimal_places=2)
    currency: Currency
    customer: str | None = Field(None, max_length=40)
    shipped_items: list[str] = Field(default_factory=list, max_length=200)
    waiting_items: list[str] = Field(default_factory=list, max_length=200)
    cancellable: bool | None = None
    missing_reported: bool = False

    def to_record(self) -> OrderRecord:
        """The order, as the application knows it."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
        can_be = self.state in CANCELLABLE if self.cancellable is None else self.cancellable
        told = {**fields, **lists, "state": self.state.value, "cancellable": can_be}
        return OrderRecord(**told)


class OrdersFound(Answer):
    """Answer to `GET customers/{number}/orders`."""

    orders: list[OrderFound] = Field(max_length=100)


class CustomerFound(Answer):
    """One customer."""

    number: str = Field(min_length=1, max_length=40)
    name: str = Field(max_length=120)
    phone: Phone
    email: str = Field("", max_length=254)
    postcode: str = Field("", max_length=16)
    address: str = Field("", max_length=200)
    town: str = Field("", max_length=80)

    def to_record(self) -> CustomerRecord:
        """The customer, as the application knows it."""
        return CustomerRecord(**self.model_dump())


class CustomersFound(Answer):
    """Answer to `GET customers?phone=…`."""

    customers: list[CustomerFound] = Field(max_length=100)


class TicketOpened(Answer):
    """Answer to `POST tickets`."""

    number: str = Field(min_length=1, max_length=40)


class PinChecked(Answer):
    """Answer to `POST pin-checks`."""

    customer: CustomerFound | None


class ResetSent(Answer):
    """Answer to `POST customers/{number}/password-reset`."""

    result: Literal["sent", "no_phone", "account_locked"]
    minutes: int = Field(30, gt=0, le=1440)
    phone_ends: str = Field("", pattern=r"^\d{0,4}$")

    def to_answer(self) -> ResetAnswer:
        """The answer, as the application knows it."""
        return ResetAnswer(self.result, self.phone_ends, self.minutes)


class CancellationMade(Answer):
    """Answer to `POST orders/{number}/cancellation`."""

    result: Literal["cancelled", "too_late", "already_cancelled", "not_found"]


class RefundFound(Answer):
    """Answer to `GET` and `POST orders/{number}/refund`."""

    state: RefundState
    amount: Decimal = Field(ge=0, decimal_places=2)
    currency: Currency
    expected_on: date | None = None
    paid_on: date | None = None

    def to_record(self) -> RefundRecord:
        """The refund, as the application knows it."""
        return RefundRecord(
            self.state.value, self.amount, self.currency, self.expected_on, self.paid_on
        )


class StreetsFound(Answer):
    """Answer to `GET postcodes/{postcode}/streets`."""

    town: Name
    streets: list[Name] = Field(max_length=500)

    def to_record(self) -> StreetList:
        """The streets, as the application knows them."""
        return StreetList(self.town, tuple(self.streets))


class StoreFound(Answer):
    """Answer to `GET postcodes/{postcode}/nearest-store`."""

    name: Name
    address: str = Field(max_length=200)
    town: Name
    miles: float = Field(ge=0, le=13_000, allow_inf_nan=False)
    phone: Phone = ""

    def to_record(self) -> StoreRecord:
        """The store, as the application knows it."""
        return StoreRecord(self.name, self.address, self.town, self.miles, self.phone)
