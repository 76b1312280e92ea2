"""The back office in the line's own database."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from ivr.backoffice.interface import BackOfficeAway
from ivr.backoffice.records import CustomerRecord, OrderRecord
from ivr.store import customers, orders, tickets
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure
from ivr.store.orders import Order
from ivr.store.tickets import NewTicket


class SqlBackOffice:
    """Customers, orders and tickets in tables."""

    def __init__(self, database: Database) -> None:
        """Read and write that database."""
        self._database = database

    def order(self, number: str) -> OrderRecord | None:
        """The order of that number (digits).

        Raises:
            BackOfficeAway: the database gave no answer.
        """
        with _away_where_failed(), self._database.reading() as session:
            order = orders.by_number(session, number)
            return _record(order) if order else None

    def customer(self, phone: str) -> CustomerRecord | None:
        """The customer with that E.164 number; None also where several share it.

        Raises:
            BackOfficeAway: the database gave no answer.
        """
        with _away_where_failed(), self._database.reading() as session:
            found = customers.by_phone(session, phone)
        if found is None:
            return None
        return CustomerRecord(found.number, found.name, found.phone, found.email, found.postcode)

    def open_ticket(self, ticket: NewTicket) -> str:
        """Open a ticket, once for its idempotency key.

        Raises:
            BackOfficeAway: the ticket could not be stored.
        """
        with _away_where_failed(), self._database.writing() as session:
            return tickets.store(session, ticket).number


def _record(order: Order) -> OrderRecord:
    latest = order.shipments[-1] if order.shipments else None
    return OrderRecord(
        number=order.number,
        state=order.state,
        placed_on=order.placed_on,
        expected_on=order.expected_on,
        delivered_on=latest.delivered_on if latest else None,
        delivered_to=latest.delivered_to if latest else None,
        delay_reason=order.delay_reason,
        carrier=latest.carrier if latest else None,
        items=tuple(item.product for item in order.items),
        total=Decimal(order.total_minor).scaleb(-2),
        currency=order.currency,
    )


@contextmanager
def _away_where_failed() -> Iterator[None]:
    try:
        yield
    except DatabaseFailure as failure:
        raise BackOfficeAway(failure.code, str(failure)) from failure
