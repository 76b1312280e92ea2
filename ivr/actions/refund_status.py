"""Where the refund of the verified caller's order stands.

```yaml
- action: refund_status
  with: {order_number: "{order_number}"}
  outcomes:
    paid: tell_paid
    on_its_way: tell_when
    being_checked: tell_checked
    none: tell_none
    not_found: ask_again
    not_verified: verify
    failed: sorry
```
"""

from pydantic import BaseModel, Field

from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.identity import identity_of
from ivr.actions.own_order import own_order
from ivr.actions.shapes import RefundGiven


class RefundStatus(BaseModel):
    """The order that was paid for."""

    order_number: str = Field(pattern=r"^\d{1,20}$")


def _carry_out(arguments: RefundStatus, request: Request, parts: Parts) -> Done:
    identity = identity_of(request, parts)
    if identity is None:
        return Done("not_verified")
    order = own_order(arguments.order_number, identity, parts)
    if order is None:
        return Done("not_found")
    refund = parts.back_office.refund(order.number)
    return Done(refund.state, {"refund": refund.to_json()}) if refund else Done("none")


REFUND_STATUS = Action(
    name="refund_status",
    arguments=RefundStatus,
    outcomes=("paid", "on_its_way", "being_checked", "none", "not_found", "not_verified"),
    effect="reads",
    carry_out=_carry_out,
    identity="needed",
    timeout_s=6.0,
    gives=dict.fromkeys(("paid", "on_its_way", "being_checked"), RefundGiven),
)
