"""The back office behind a company's HTTP API; its shape is in docs/backoffice.md."""

from typing import Any, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from ivr.backoffice.http_shapes import CustomersFound, OrderFound, TicketOpened
from ivr.backoffice.interface import BackOfficeAway
from ivr.backoffice.records import CustomerRecord, OrderRecord
from ivr.store.tickets import NewTicket

Shape = TypeVar("Shape", bound=BaseModel)

_CODES = {401: "refused", 403: "refused", 408: "timeout", 429: "busy", 503: "busy", 504: "timeout"}


class HttpBackOffice:
    """Customers, orders and tickets over HTTP. Thread-safe."""

    def __init__(self, base_url: str, key: str, timeout_s: float = 2.5) -> None:
        """Talk to that API.

        Args:
            base_url: address the paths are appended to.
            key: bearer key; empty where the API asks for none.
            timeout_s: longest wait for a connection and for each part of an answer, in seconds.
        """
        self._client = httpx.Client(
            base_url=base_url.rstrip("/") + "/",
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(timeout_s, connect=min(1.0, timeout_s)),
            transport=httpx.HTTPTransport(retries=1),
        )

    def order(self, number: str) -> OrderRecord | None:
        """The order of that number (digits).

        Raises:
            BackOfficeAway: the API gave no usable answer.
        """
        answer = self._send("GET", f"orders/{quote(number, safe='')}")
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        return _read(OrderFound, answer).to_record()

    def customer(self, phone: str) -> CustomerRecord | None:
        """The customer with that E.164 number; None also where several share it.

        Raises:
            BackOfficeAway: the API gave no usable answer.
        """
        answer = self._send("GET", "customers", params={"phone": phone})
        found = _read(CustomersFound, answer).customers
        return found[0].to_record() if len(found) == 1 else None

    def open_ticket(self, ticket: NewTicket) -> str:
        """Open a ticket, once for its idempotency key.

        Raises:
            BackOfficeAway: whether the ticket was opened is unknown; asking again with the same
                key is safe.
        """
        body = {
            "call_sid": ticket.call_sid,
            "subject": ticket.subject,
            "text": ticket.text,
            "queue": ticket.queue,
            "order_number": ticket.order_number,
            "created_at": ticket.created_at.isoformat(),
        }
        headers = {"Idempotency-Key": ticket.idempotency_key}
        return _read(TicketOpened, self._send("POST", "tickets", json=body, headers=headers)).number

    def close(self) -> None:
        """Close idle connections."""
        self._client.close()

    def _send(self, method: str, path: str, **content: Any) -> httpx.Response:
        try:
            return self._client.request(method, path, **content)
        except httpx.TimeoutException as error:
            raise BackOfficeAway("timeout", "the order API did not answer in time") from error
        except httpx.HTTPError as error:
            raise BackOfficeAway(
                "unreachable", f"the order API can't be reached: {error}"
            ) from error


def _read(shape: type[Shape], answer: httpx.Response) -> Shape:
    if not answer.is_success:
        code = _CODES.get(answer.status_code, "broken")
        raise BackOfficeAway(code, f"the order API answered with status {answer.status_code}")
    try:
        return shape.model_validate_json(answer.content)
    except ValidationError as error:
        where = ", ".join(sorted({".".join(map(str, e["loc"])) or "body" for e in error.errors()}))
        raise BackOfficeAway(
            "not_understood", f"the order API's answer is wrong at: {where}"
        ) from None
