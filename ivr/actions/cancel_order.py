"""Cancel an order of the verified caller, where at this moment it can be.

```yaml
- action: cancel_order
  with: {order_number: "{order_number}"}
  outcomes:
    cancelled: tell_refund
    too_late: offer_return
    already_cancelled: tell_so
    not_found: ask_again
    half_done: tell_ticket
    not_verified: verify
    failed: sorry
```
`half_done`: it is cancelled, its refund could not be begun, and a ticket tells people so.
"""

from pydantic import BaseModel, Field

from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.identity import identity_of
from ivr.actions.open_ticket import OpenTicket, opened
from ivr.actions.own_order import own_order
from ivr.actions.shapes import OneOrder, RefundBegun, Ticket

_QUEUE = "billing"


class CancelOrder(BaseModel):
    """The order to cancel."""

    order_number: str = Field(pattern=r"^\d{1,20}$")


def _carry_out(arguments: CancelOrder, request: Request, parts: Parts) -> Done:
    identity = identity_of(request, parts)
    if identity is None:
        return Done("not_verified")
    order = own_order(arguments.order_number, identity, parts)
    if order is None:
        return Done("not_found")
    made = parts.back_office.cancel(order, request.stamp)
    if made.result == "too_late":
        now = parts.back_office.order(order.number) or order
        return Done("too_late", {"order": now.to_json()})
    if made.result != "cancelled":
        return Done(made.result)
    if made.refund is None:
        return Done("half_done", {"ticket": _ticket(order.number, request, parts)})
    refund = made.refund.to_json()
    del refund["paid_on"]
    return Done("cancelled", {"refund": refund})


def _ticket(order_number: str, request: Request, parts: Parts) -> str:
    ticket = OpenTicket(
        queue=_QUEUE,
        subject=f"Refund of the cancelled order {order_number} is not begun",
        text="The line cancelled the order at the caller's wish; beginning its refund failed.",
        order_number=order_number,
    )
    return opened(ticket, request, parts)


CANCEL_ORDER = Action(
    name="cancel_order",
    arguments=CancelOrder,
    outcomes=(
        "cancelled",
        "too_late",
        "already_cancelled",
        "not_found",
        "half_done",
        "not_verified",
    ),
    effect="repeatable",
    carry_out=_carry_out,
    identity="needed",
    timeout_s=9.0,
    gives={"cancelled": RefundBegun, "too_late": OneOrder, "half_done": Ticket},
)
