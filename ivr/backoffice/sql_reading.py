"""Records made from the rows of the line's own tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from sqlalchemy.orm import Session

from ivr.backoffice.interface import BackOfficeAway
from ivr.backoffice.records import CustomerRecord, OrderRecord, RefundRecord
from ivr.store import tickets
from ivr.store.customers import Customer
from ivr.store.failures import DatabaseFailure
from ivr.store.orders import CANCELLABLE, Order, OrderState
from ivr.store.refunds import Refund


@contextmanager
def away_where_failed() -> Iterator[None]:
    """A failure of the database is an absent back office."""
    try:
        yield
    except DatabaseFailure as failure:
        raise BackOfficeAway(failure.code, str(failure)) from failure


def order_record(session: Session, order: Order) -> OrderRecord:
    """An order with its items and parcels."""
    latest = order.shipments[-1] if order.shipments else None
    customer = session.get(Customer, order.customer_id)
    delivered = order.state == OrderState.DELIVERED
    return OrderRecord(
        number=order.number,
        state=order.state,
        placed_on=order.placed_on,
        expected_on=order.expected_on,
        delivered_on=latest.delivered_on if latest else None,
        delivered_to=latest.delivered_to if latest else None,
        delay_reason=order.delay_reason,
        carrier=latest.carrier if latest else None,
        items=tuple(item.product for item in order.items),
        total=money(order.total_minor),
        currency=order.currency,
        customer=customer.number if customer else None,
        shipped_items=tuple(i.product for i in order.items if i.shipment_id is not None),
        waiting_items=tuple(i.product for i in order.items if i.shipment_id is None),
        cancellable=order.state in CANCELLABLE,
        missing_reported=delivered and tickets.exists_for(session, order.number),
    )


def customer_record(row: Customer) -> CustomerRecord:
    """A customer."""
    return CustomerRecord(
        row.number, row.name, row.phone, row.email, row.postcode, row.address, row.town
    )


def refund_record(row: Refund) -> RefundRecord:
    """A refund."""
    return RefundRecord(
        row.state, money(row.amount_minor), row.currency, row.expected_on, row.paid_on
    )


def money(minor: int) -> Decimal:
    """An amount given in the currency's smallest unit."""
    return Decimal(minor).scaleb(-2)
