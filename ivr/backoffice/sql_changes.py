"""Changes to the line's own tables, each made only where things still are as they were seen."""

from datetime import timedelta

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from flows.events import Json
from ivr.backoffice.asked import Cancellation, Stamp
from ivr.backoffice.records import CustomerRecord, OrderRecord
from ivr.backoffice.sql_reading import refund_record
from ivr.store import account_changes, orders, refunds
from ivr.store.account_changes import NewChange
from ivr.store.customers import Customer
from ivr.store.once import insert_once
from ivr.store.orders import Order, OrderState
from ivr.store.refunds import Refund, RefundState

REFUND_TAKES = timedelta(days=5)
"""From the cancellation to the day the money is there."""

_ACCOUNT = ("address", "town", "postcode", "phone")


def change_account(
    session: Session,
    seen: CustomerRecord,
    what: str,
    new: dict[str, str],
    stamp: Stamp,
) -> bool:
    """Change columns of a customer and keep what they were.

    Args:
        session: of a writing transaction.
        seen: the customer as read before.
        what: `address` or `phone`.
        new: the changed columns.
        stamp: the act that asks; the change is made once for its key.

    Returns:
        False where the account is no longer as it was seen; nothing is changed then.
    """
    if account_changes.by_key(session, stamp.key):
        return True
    unchanged: list[ColumnElement[bool]] = [
        getattr(Customer, column) == getattr(seen, column) for column in _ACCOUNT
    ]
    statement = update(Customer).where(Customer.number == seen.number, *unchanged).values(**new)
    if session.execute(statement.returning(Customer.id)).first() is None:
        return False
    old: dict[str, Json] = {column: getattr(seen, column) for column in new}
    change = NewChange(stamp.key, stamp.call_sid, seen.number, what, old, {**new}, stamp.now)
    account_changes.keep(session, change)
    return True


def cancel_order(session: Session, seen: OrderRecord, stamp: Stamp) -> Cancellation:
    """Cancel an order, if at this moment it can be, and begin its refund with it."""
    order = orders.by_number(session, seen.number)
    if order is None:
        return Cancellation("not_found")
    if not orders.cancel(session, order.id):
        return _not_cancelled(session, order, stamp)
    begun = {
        "order_id": order.id,
        "idempotency_key": stamp.key,
        "state": RefundState.ON_ITS_WAY,
        "amount_minor": order.total_minor,
        "currency": order.currency,
        "started_on": stamp.now.date(),
        "expected_on": (stamp.now + REFUND_TAKES).date(),
    }
    insert_once(session, Refund, begun)
    refund = refunds.of_order(session, order.id)
    return Cancellation("cancelled", refund_record(refund) if refund else None)


def _not_cancelled(session: Session, order: Order, stamp: Stamp) -> Cancellation:
    session.refresh(order, ["state"])
    if order.state != OrderState.CANCELLED:
        return Cancellation("too_late")
    refund = refunds.of_order(session, order.id)
    if refund is not None and refund.idempotency_key == stamp.key:
        return Cancellation("cancelled", refund_record(refund))
    return Cancellation("already_cancelled")
