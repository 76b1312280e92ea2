"""The back office behind a company's HTTP API; its shape is in docs/backoffice.md."""

from ivr.backoffice.asked import Cancellation, ResetAnswer, Stamp
from ivr.backoffice.http_door import HttpDoor
from ivr.backoffice.http_shapes import (
    CancellationMade,
    CustomerFound,
    CustomersFound,
    OrderFound,
    OrdersFound,
    PinChecked,
    RefundFound,
    ResetSent,
    StoreFound,
    StreetsFound,
    TicketOpened,
)
from ivr.backoffice.interface import BackOfficeAway
from ivr.backoffice.records import (
    CustomerRecord,
    OrderRecord,
    Place,
    RefundRecord,
    StoreRecord,
    StreetList,
)
from ivr.store.tickets import NewTicket


class HttpBackOffice:
    """Customers, orders, stores and tickets over HTTP. Thread-safe.

    Every method raises `BackOfficeAway` where the API gives no usable answer. After a change it is
    unknown then whether it was made; asking again with the same key is safe.
    """

    def __init__(self, base_url: str, key: str, timeout_s: float = 2.5) -> None:
        """Talk to that API.

        Args:
            base_url: address the paths are appended to.
            key: bearer key; empty where the API asks for none.
            timeout_s: longest wait for a connection and for each part of an answer, in seconds.
        """
        self._door = HttpDoor(base_url, key, timeout_s)

    def order(self, number: str) -> OrderRecord | None:
        """The order of that number (digits)."""
        found = self._door.look_up(OrderFound, "orders", number)
        return found.to_record() if found else None

    def orders_of(self, customer: str) -> list[OrderRecord]:
        """The orders of a customer by number, newest first."""
        found = self._door.look_up(OrdersFound, "customers", customer, "orders")
        return [order.to_record() for order in found.orders] if found else []

    def customer(self, phone: str) -> CustomerRecord | None:
        """The customer with that E.164 number; None also where several share it."""
        found = self._door.search(CustomersFound, "customers", {"phone": phone}).customers
        return found[0].to_record() if len(found) == 1 else None

    def customer_by_number(self, number: str) -> CustomerRecord | None:
        """The customer of that number."""
        found = self._door.look_up(CustomerFound, "customers", number)
        return found.to_record() if found else None

    def has_pin(self, phone: str, pin: str) -> CustomerRecord | None:
        """The customer with that number, where the company says that the PIN is theirs."""
        answer = self._door.post(PinChecked, ("pin-checks",), {"phone": phone, "pin": pin})
        return answer.customer.to_record() if answer.customer else None

    def change_place(self, seen: CustomerRecord, new: Place, stamp: Stamp) -> bool:
        """Change a customer's address; False where the account is no longer as it was seen."""
        change = {"old": seen.place.to_json(), "new": new.to_json()}
        return self._door.put(("customers", seen.number, "address"), change, stamp.key)

    def change_phone(self, seen: CustomerRecord, new: str, stamp: Stamp) -> bool:
        """Change a customer's number; False where the account is no longer as it was seen."""
        change = {"old": seen.phone, "new": new}
        return self._door.put(("customers", seen.number, "phone"), change, stamp.key)

    def request_reset(self, customer: str, stamp: Stamp) -> ResetAnswer:
        """Let the company send a link of its own."""
        path = ("customers", customer, "password-reset")
        return self._door.post(ResetSent, path, {}, stamp.key).to_answer()

    def cancel(self, order: OrderRecord, stamp: Stamp) -> Cancellation:
        """Cancel an order, then begin its refund; without a refund where the second failed."""
        path = ("orders", order.number)
        made = self._door.post(CancellationMade, (*path, "cancellation"), {}, stamp.key)
        if made.result != "cancelled":
            return Cancellation(made.result)
        try:
            refund = self._door.post(RefundFound, (*path, "refund"), {}, stamp.key)
        except BackOfficeAway:
            return Cancellation("cancelled")
        return Cancellation("cancelled", refund.to_record())

    def refund(self, order_number: str) -> RefundRecord | None:
        """The refund of an order."""
        found = self._door.look_up(RefundFound, "orders", order_number, "refund")
        return found.to_record() if found else None

    def streets(self, postcode: str) -> StreetList | None:
        """The streets of a postcode; None where it is unknown."""
        found = self._door.look_up(StreetsFound, "postcodes", postcode, "streets")
        return found.to_record() if found else None

    def nearest_store(self, postcode: str) -> StoreRecord | None:
        """The store nearest to a postcode; None where the postcode is unknown."""
        found = self._door.look_up(StoreFound, "postcodes", postcode, "nearest-store")
        return found.to_record() if found else None

    def open_ticket(self, ticket: NewTicket) -> str:
        """Open a ticket, once for its idempotency key."""
        body = {
            "call_sid": ticket.call_sid,
            "subject": ticket.subject,
            "text": ticket.text,
            "queue": ticket.queue,
            "order_number": ticket.order_number,
            "created_at": ticket.created_at.isoformat(),
        }
        return self._door.post(TicketOpened, ("tickets",), body, ticket.idempotency_key).number

    def close(self) -> None:
        """Close idle connections."""
        self._door.close()
