"""Look up an order by its number.

```yaml
- action: look_up_order
  with: {order_number: "{order_number}"}
  outcomes: {found: tell_state, not_found: unknown_number, failed: sorry}
```
With `own: true` it finds the verified caller's orders alone.
"""

from pydantic import BaseModel, Field

from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.identity import identity_of
from ivr.actions.own_order import own_order
from ivr.actions.shapes import OneOrder


class LookUpOrder(BaseModel):
    """What is needed to find an order."""

    order_number: str = Field(pattern=r"^\d{1,20}$")
    own: bool = False
    """True to find it only where it is the verified caller's."""


def _carry_out(arguments: LookUpOrder, request: Request, parts: Parts) -> Done:
    if arguments.own:
        identity = identity_of(request, parts)
        order = own_order(arguments.order_number, identity, parts) if identity else None
    else:
        order = parts.back_office.order(arguments.order_number)
    return Done("found", {"order": order.to_json()}) if order else Done("not_found")


LOOK_UP_ORDER = Action(
    name="look_up_order",
    arguments=LookUpOrder,
    outcomes=("found", "not_found"),
    effect="reads",
    carry_out=_carry_out,
    gives={"found": OneOrder},
)
