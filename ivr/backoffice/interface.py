"""What the application asks of a back office."""

from typing import Protocol

from ivr.backoffice.asked import Cancellation, ResetAnswer, Stamp
from ivr.backoffice.records import (
    CustomerRecord,
    OrderRecord,
    Place,
    RefundRecord,
    StoreRecord,
    StreetList,
)
from ivr.store.tickets import NewTicket


class BackOfficeAway(Exception):
    """The back office gave no usable answer."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code
        """timeout, unreachable, refused, busy, broken, not_understood or a database's code."""


class BackOffice(Protocol):
    """Customers, orders and what may be changed. Every method may raise `BackOfficeAway`."""

    def order(self, number: str) -> OrderRecord | None:
        """The order of that number (digits)."""

    def orders_of(self, customer: str) -> list[OrderRecord]:
        """The orders of a customer by number, newest first."""

    def customer(self, phone: str) -> CustomerRecord | None:
        """The customer with that E.164 number; None also where several share it."""

    def customer_by_number(self, number: str) -> CustomerRecord | None:
        """The customer of that number in the back office."""

    def has_pin(self, phone: str, pin: str) -> CustomerRecord | None:
        """The customer with that E.164 number, where the PIN is theirs."""

    def change_place(self, seen: CustomerRecord, new: Place, stamp: Stamp) -> bool:
        """Change a customer's address; False where the account is no longer as it was seen."""

    def change_phone(self, seen: CustomerRecord, new: str, stamp: Stamp) -> bool:
        """Change a customer's number; False where the account is no longer as it was seen."""

    def request_reset(self, customer: str, stamp: Stamp) -> ResetAnswer:
        """Ask for a link with which that customer can choose a new password."""

    def cancel(self, order: OrderRecord, stamp: Stamp) -> Cancellation:
        """Cancel an order, if at this moment it can be, and begin its refund."""

    def refund(self, order_number: str) -> RefundRecord | None:
        """The refund of an order."""

    def streets(self, postcode: str) -> StreetList | None:
        """The streets of a postcode (digits and capital letters); None where it is unknown."""

    def nearest_store(self, postcode: str) -> StoreRecord | None:
        """The store nearest to a postcode; None where the postcode is unknown."""

    def open_ticket(self, ticket: NewTicket) -> str:
        """Open a ticket, once for its idempotency key; its number, as a caller can quote it."""
