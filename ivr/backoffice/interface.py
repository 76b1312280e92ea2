"""What the application asks of a back office."""

from typing import Protocol

from ivr.backoffice.records import CustomerRecord, OrderRecord
from ivr.store.tickets import NewTicket


class BackOfficeAway(Exception):
    """The back office gave no usable answer."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code
        """timeout, unreachable, refused, busy, broken, not_understood or a database's code."""


class BackOffice(Protocol):
    """Customers and orders. Every method may raise `BackOfficeAway`."""

    def order(self, number: str) -> OrderRecord | None:
        """The order of that number (digits)."""

    def customer(self, phone: str) -> CustomerRecord | None:
        """The customer with that E.164 number; None also where several share it."""

    def open_ticket(self, ticket: NewTicket) -> str:
        """Open a ticket, once for its idempotency key; its number, as a caller can quote it."""
