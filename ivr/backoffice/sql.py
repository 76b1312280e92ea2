"""The back office in the line's own database."""

from ivr.backoffice.asked import Cancellation, ResetAnswer, Stamp
from ivr.backoffice.distance import miles_between
from ivr.backoffice.interface import BackOfficeAway
from ivr.backoffice.records import (
    CustomerRecord,
    OrderRecord,
    Place,
    RefundRecord,
    StoreRecord,
    StreetList,
)
from ivr.backoffice.sql_changes import cancel_order, change_account
from ivr.backoffice.sql_reading import (
    away_where_failed,
    customer_record,
    order_record,
    refund_record,
)
from ivr.store import customers, orders, postcodes, refunds, stores, tickets
from ivr.store.database import Database
from ivr.store.secret_hash import is_secret_of
from ivr.store.tickets import NewTicket

_MOST_ORDERS = 20


class SqlBackOffice:
    """Customers, orders, stores and tickets in tables.

    Every method raises `BackOfficeAway` where the database gives no answer.
    """

    def __init__(self, database: Database) -> None:
        """Read and write that database."""
        self._database = database

    def order(self, number: str) -> OrderRecord | None:
        """The order of that number (digits)."""
        with away_where_failed(), self._database.reading() as session:
            order = orders.by_number(session, number)
            return order_record(session, order) if order else None

    def orders_of(self, customer: str) -> list[OrderRecord]:
        """The newest orders of a customer by number, newest first."""
        with away_where_failed(), self._database.reading() as session:
            row = customers.by_number(session, customer)
            found = orders.of_customer(session, row.id, _MOST_ORDERS) if row else []
            return [order_record(session, order) for order in found]

    def customer(self, phone: str) -> CustomerRecord | None:
        """The customer with that E.164 number; None also where several share it."""
        with away_where_failed(), self._database.reading() as session:
            found = customers.by_phone(session, phone)
            return customer_record(found) if found else None

    def customer_by_number(self, number: str) -> CustomerRecord | None:
        """The customer of that number."""
        with away_where_failed(), self._database.reading() as session:
            found = customers.by_number(session, number)
            return customer_record(found) if found else None

    def has_pin(self, phone: str, pin: str) -> CustomerRecord | None:
        """The customer with that number, where the PIN is theirs; takes as long for nobody's."""
        with away_where_failed(), self._database.reading() as session:
            found = customers.by_phone(session, phone)
        right = is_secret_of(found.pin_hash if found else None, pin)
        return customer_record(found) if found and right else None

    def change_place(self, seen: CustomerRecord, new: Place, stamp: Stamp) -> bool:
        """Change a customer's address; False where the account is no longer as it was seen."""
        columns = {"address": new.address, "town": new.town, "postcode": new.postcode}
        with away_where_failed(), self._database.writing() as session:
            return change_account(session, seen, "address", columns, stamp)

    def change_phone(self, seen: CustomerRecord, new: str, stamp: Stamp) -> bool:
        """Change a customer's number; False where the account is no longer as it was seen."""
        with away_where_failed(), self._database.writing() as session:
            return change_account(session, seen, "phone", {"phone": new}, stamp)

    def request_reset(self, customer: str, stamp: Stamp) -> ResetAnswer:
        """Where the line has to send a link of its own."""
        with away_where_failed(), self._database.reading() as session:
            found = customers.by_number(session, customer)
        if found is None or found.locked:
            return ResetAnswer("account_locked")
        return ResetAnswer("to_send", found.phone) if found.phone else ResetAnswer("no_phone")

    def cancel(self, order: OrderRecord, stamp: Stamp) -> Cancellation:
        """Cancel an order and begin its refund, both or neither."""
        with away_where_failed(), self._database.writing() as session:
            return cancel_order(session, order, stamp)

    def refund(self, order_number: str) -> RefundRecord | None:
        """The refund of an order."""
        with away_where_failed(), self._database.reading() as session:
            order = orders.by_number(session, order_number)
            found = refunds.of_order(session, order.id) if order else None
            return refund_record(found) if found else None

    def streets(self, postcode: str) -> StreetList | None:
        """The streets of a postcode; None where it is unknown."""
        with away_where_failed(), self._database.reading() as session:
            found = postcodes.load(session, postcode)
            return StreetList(found.town, tuple(found.streets)) if found else None

    def nearest_store(self, postcode: str) -> StoreRecord | None:
        """The store nearest to a postcode; None where the postcode is unknown."""
        with away_where_failed(), self._database.reading() as session:
            here = postcodes.load(session, postcode)
            found = stores.all_of_them(session)
        if here is None:
            return None
        if not found:
            raise BackOfficeAway("no_stores", "the table of stores is empty")
        seen = [
            StoreRecord(
                store.name,
                store.address,
                store.town,
                miles_between((here.latitude, here.longitude), (store.latitude, store.longitude)),
                store.phone,
            )
            for store in found
        ]
        return min(seen, key=lambda store: store.miles)

    def open_ticket(self, ticket: NewTicket) -> str:
        """Open a ticket, once for its idempotency key."""
        with away_where_failed(), self._database.writing() as session:
            return tickets.store(session, ticket).number
