"""The JSON a company's order API answers with."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from ivr.backoffice.records import CustomerRecord, OrderRecord
from ivr.store.orders import OrderState


class OrderFound(BaseModel):
    """Answer to `GET orders/{number}`."""

    model_config = ConfigDict(extra="ignore")

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
    currency: str = Field(pattern=r"^[A-Z]{3}$")

    def to_record(self) -> OrderRecord:
        """The order, as the application knows it."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return OrderRecord(**{**fields, "items": tuple(self.items), "state": self.state.value})


class CustomerFound(BaseModel):
    """One customer."""

    model_config = ConfigDict(extra="ignore")

    number: str = Field(max_length=40)
    name: str = Field(max_length=120)
    phone: str = Field(pattern=r"^\+\d{5,15}$")
    email: str = Field("", max_length=254)
    postcode: str = Field("", max_length=16)

    def to_record(self) -> CustomerRecord:
        """The customer, as the application knows it."""
        return CustomerRecord(**self.model_dump())


class CustomersFound(BaseModel):
    """Answer to `GET customers?phone=…`."""

    customers: list[CustomerFound] = Field(max_length=100)


class TicketOpened(BaseModel):
    """Answer to `POST tickets`."""

    number: str = Field(min_length=1, max_length=40)
