"""Seeding the demo shop: as often as one likes, always the same shop around the given day."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ivr.backoffice.demo_customers import DEMO_CUSTOMERS
from ivr.backoffice.demo_orders import DEMO_ORDERS, DEMO_REFUNDS, PRICES, DemoOrder
from ivr.backoffice.demo_places import DEMO_POSTCODES, DEMO_STORES
from ivr.store.customers import Customer
from ivr.store.database import Database
from ivr.store.order_items import OrderItem
from ivr.store.orders import Order
from ivr.store.postcodes import Postcode
from ivr.store.refunds import Refund
from ivr.store.secret_hash import slow_hash
from ivr.store.shipments import Shipment
from ivr.store.stores import Store


@dataclass(frozen=True)
class Seeded:
    """How much the demo shop holds."""

    customers: int
    orders: int


def seed(database: Database, today: date) -> Seeded:
    """Put the demo shop into the database; earlier copies of its rows are replaced.

    Raises:
        DatabaseFailure: nothing was changed.
    """
    with database.writing() as session:
        customer_ids = _seed_customers(session)
        _clear_orders(session)
        for order in DEMO_ORDERS:
            _add_order(session, order, customer_ids[order.customer], today)
        _add_refunds(session, today)
        _seed_places(session)
    return Seeded(len(DEMO_CUSTOMERS), len(DEMO_ORDERS))


def _seed_customers(session: Session) -> dict[str, int]:
    numbers = [demo.number for demo in DEMO_CUSTOMERS]
    found = session.scalars(select(Customer).where(Customer.number.in_(numbers)))
    rows = {customer.number: customer for customer in found}
    for demo in DEMO_CUSTOMERS:
        row = rows.setdefault(demo.number, Customer(number=demo.number))
        for column in ("name", "phone", "email", "address", "town", "postcode"):
            setattr(row, column, getattr(demo, column))
        row.pin_hash = _hashed(demo.pin) if demo.pin else None
        row.password_hash, row.locked = None, demo.locked
        session.add(row)
    session.flush()
    return {number: row.id for number, row in rows.items()}


def _clear_orders(session: Session) -> None:
    numbers = [demo.number for demo in DEMO_ORDERS]
    ids = select(Order.id).where(Order.number.in_(numbers))
    session.execute(delete(OrderItem).where(OrderItem.order_id.in_(ids)))
    session.execute(delete(Refund).where(Refund.order_id.in_(ids)))
    session.execute(delete(Shipment).where(Shipment.order_id.in_(ids)))
    session.execute(delete(Order).where(Order.number.in_(numbers)))


def _add_order(session: Session, demo: DemoOrder, customer_id: int, today: date) -> None:
    order = Order(
        number=demo.number,
        customer_id=customer_id,
        state=demo.state,
        placed_on=today + timedelta(days=demo.placed),
        expected_on=_day(today, demo.expected),
        delay_reason=demo.delay_reason,
        total_minor=sum(PRICES[item] for item in demo.items),
        currency="USD",
    )
    session.add(order)
    session.flush()
    parcel = _parcel(demo, order.id, today)
    if parcel is not None:
        session.add(parcel)
        session.flush()
    for item in demo.items:
        shipment_id = parcel.id if parcel and item not in demo.waiting else None
        session.add(
            OrderItem(
                order_id=order.id, shipment_id=shipment_id, product=item, price_minor=PRICES[item]
            )
        )


def _add_refunds(session: Session, today: date) -> None:
    for demo in DEMO_REFUNDS:
        order = session.scalars(select(Order).where(Order.number == demo.order)).one()
        session.add(
            Refund(
                order_id=order.id,
                idempotency_key=None,
                state=demo.state,
                amount_minor=order.total_minor,
                currency=order.currency,
                started_on=today + timedelta(days=demo.started),
                expected_on=today + timedelta(days=demo.expected),
                paid_on=_day(today, demo.paid),
            )
        )


def _seed_places(session: Session) -> None:
    for place in DEMO_POSTCODES:
        session.merge(Postcode(**{**asdict(place), "streets": list(place.streets)}))
    numbers = [demo.number for demo in DEMO_STORES]
    session.execute(delete(Store).where(Store.number.in_(numbers)))
    session.add_all(Store(**asdict(demo)) for demo in DEMO_STORES)


@lru_cache(maxsize=len(DEMO_CUSTOMERS))
def _hashed(pin: str) -> str:
    """The hash of a PIN; seeding again in the same process takes the same one."""
    return slow_hash(pin)


def _parcel(demo: DemoOrder, order_id: int, today: date) -> Shipment | None:
    if demo.carrier is None or demo.shipped is None:
        return None
    return Shipment(
        order_id=order_id,
        carrier=demo.carrier,
        tracking_number=f"LH{demo.number}00{demo.customer[1:]}",
        shipped_on=today + timedelta(days=demo.shipped),
        delivered_on=_day(today, demo.delivered),
        delivered_to=demo.delivered_to,
    )


def _day(today: date, days: int | None) -> date | None:
    return None if days is None else today + timedelta(days=days)
