"""List the verified caller's orders, newest first.

```yaml
- action: list_orders
  outcomes: {one: tell_it, several: choose, none: no_orders, not_verified: verify, failed: sorry}
```
"""

from collections.abc import Mapping

from pydantic import BaseModel

from flows.events import Json
from ivr.actions.action import Action, Done, Parts, Request
from ivr.actions.identity import identity_of
from ivr.actions.shapes import OneOrder, SeveralOrders
from ivr.backoffice.records import OrderRecord

STATE_WORDS: Mapping[str, str] = {
    "placed": "just placed",
    "processing": "being packed",
    "partly_shipped": "partly on its way",
    "shipped": "on its way",
    "out_for_delivery": "out for delivery",
    "delayed": "delayed",
    "delivered": "delivered",
    "cancelled": "cancelled",
    "returned": "returned",
}
"""Where an order stands, for each state."""


class ListOrders(BaseModel):
    """Nothing is needed beside the identity."""


def summary(order: OrderRecord) -> str:
    """A few words for an order: its products and where it stands."""
    return f"{_products(order.items)}, {STATE_WORDS[order.state]}"


def _products(items: tuple[str, ...]) -> str:
    match items:
        case ():
            return "the order"
        case (item,):
            return f"the {item}"
        case (item, other):
            return f"the {item} and the {other}"
        case _:
            return f"the {items[0]} and {len(items) - 1} other things"


def _carry_out(_arguments: ListOrders, request: Request, parts: Parts) -> Done:
    identity = identity_of(request, parts)
    if identity is None:
        return Done("not_verified")
    orders = parts.back_office.orders_of(identity.customer)
    if not orders:
        return Done("none")
    if len(orders) == 1:
        return Done("one", {"order": orders[0].to_json()})
    listed: list[Json] = [{**order.to_json(), "spoken": summary(order)} for order in orders]
    return Done("several", {"orders": listed, "count": len(listed)})


LIST_ORDERS = Action(
    name="list_orders",
    arguments=ListOrders,
    outcomes=("one", "several", "none", "not_verified"),
    effect="reads",
    carry_out=_carry_out,
    identity="needed",
    gives={"one": OneOrder, "several": SeveralOrders},
)
"""`one` gives `order`; `several` gives `orders` and `count`."""
