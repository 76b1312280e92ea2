"""Every action by its name in flows."""

from typing import Any

from ivr.actions.action import Action, IdentityUse
from ivr.actions.cancel_order import CANCEL_ORDER
from ivr.actions.change_address import CHANGE_ADDRESS
from ivr.actions.change_phone import CHANGE_PHONE
from ivr.actions.check_identity import CHECK_IDENTITY
from ivr.actions.find_store import FIND_STORE
from ivr.actions.list_orders import LIST_ORDERS
from ivr.actions.look_up_customer import LOOK_UP_CUSTOMER
from ivr.actions.look_up_order import LOOK_UP_ORDER
from ivr.actions.look_up_streets import LOOK_UP_STREETS
from ivr.actions.open_ticket import OPEN_TICKET
from ivr.actions.refund_status import REFUND_STATUS
from ivr.actions.send_code import SEND_CODE
from ivr.actions.send_reset_link import SEND_RESET_LINK
from ivr.actions.store_callback import STORE_CALLBACK

ACTIONS: dict[str, Action[Any]] = {
    action.name: action
    for action in (
        CANCEL_ORDER,
        CHANGE_ADDRESS,
        CHANGE_PHONE,
        CHECK_IDENTITY,
        FIND_STORE,
        LIST_ORDERS,
        LOOK_UP_CUSTOMER,
        LOOK_UP_ORDER,
        LOOK_UP_STREETS,
        OPEN_TICKET,
        REFUND_STATUS,
        SEND_CODE,
        SEND_RESET_LINK,
        STORE_CALLBACK,
    )
}


def outcomes() -> dict[str, frozenset[str]]:
    """What each action may come back with, `failed` included."""
    return {name: frozenset((*action.outcomes, "failed")) for name, action in ACTIONS.items()}


def arguments() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """What each action must be given, and what it may be given beside."""
    shapes = {}
    for name, action in ACTIONS.items():
        fields = action.arguments.model_fields.items()
        needed = frozenset(field for field, shape in fields if shape.is_required())
        shapes[name] = (needed, frozenset(field for field, _ in fields) - needed)
    return shapes


def of_identity(use: IdentityUse) -> frozenset[str]:
    """The actions that have that use of the caller's identity."""
    return frozenset(name for name, action in ACTIONS.items() if action.identity == use)
