"""Who a caller claims to be, and under which names tries of that claim are counted."""

from dataclasses import dataclass

from ivr.actions.action import Parts, Request
from ivr.actions.phone_numbers import dialable


@dataclass(frozen=True)
class Claimed:
    """A claim by an order number or a telephone number."""

    claim: str
    """Under which tries of the claimed customer are counted, whoever makes them."""
    caller: str
    """Under which tries of the caller are counted, whoever they claim to be."""
    customer: str | None
    """Number of the claimed customer; None where there is no such customer."""

    @property
    def both(self) -> str:
        """Under which tries of this customer by this caller are counted."""
        return f"{self.claim} by {self.caller}"

    @property
    def names(self) -> tuple[str, str, str]:
        """Every name under which a try is counted."""
        return self.claim, self.caller, self.both


def by_order(order_number: str, request: Request, parts: Parts) -> Claimed:
    """The claim to have placed an order.

    Raises:
        BackOfficeAway: the back office gave no answer.
    """
    order = parts.back_office.order(order_number)
    customer = order.customer if order else None
    return Claimed(_of(customer, f"order {order_number}"), _caller(request), customer)


def by_phone(phone: str, request: Request, parts: Parts) -> Claimed:
    """The claim to have a telephone number (E.164).

    Raises:
        BackOfficeAway: the back office gave no answer.
    """
    found = parts.back_office.customer(phone)
    customer = found.number if found else None
    return Claimed(_of(customer, f"phone {phone}"), _caller(request), customer)


def by_number(customer: str) -> str:
    """Under which tries of a customer are counted."""
    return f"customer {customer}"


def _of(customer: str | None, claim: str) -> str:
    return by_number(customer) if customer else claim


def _caller(request: Request) -> str:
    """Whose tries these are: the number they ring from, or the call where it is withheld."""
    number = dialable(request.caller_number)
    return f"caller {number}" if number else f"call {request.call_sid}"
