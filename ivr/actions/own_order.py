"""Orders of the verified caller alone."""

from ivr.actions.action import Parts
from ivr.backoffice.records import OrderRecord
from ivr.store.identities import Identity


def own_order(number: str, identity: Identity, parts: Parts) -> OrderRecord | None:
    """The order of that number; None also where it is somebody else's.

    Raises:
        BackOfficeAway: the back office gave no answer.
    """
    order = parts.back_office.order(number)
    return order if order and order.customer == identity.customer else None
