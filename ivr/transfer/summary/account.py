"""Who calls, their account and their orders: from the tables, else from what the call looked up.

The tables are empty where the shop's system is elsewhere; what its answers told is in the record.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from flows.events import Json, SlotFilled
from ivr.backoffice.sql_reading import money
from ivr.calls.events import CallEvent
from ivr.store import customers, identities, orders, refunds
from ivr.store.orders import Order as OrderRow
from ivr.store.orders import OrderState
from ivr.store.redaction import slot_name
from ivr.store.refunds import RefundState
from ivr.transfer.summary import words
from ivr.transfer.summary.facts import Customer, Identity, Order, Refund

MOST_ORDERS = 10
_DONE = (OrderState.DELIVERED, OrderState.CANCELLED, OrderState.RETURNED)


def identity(session: Session, call_sid: str, events: Iterable[CallEvent]) -> Identity:
    """Whether the caller has shown who they are."""
    found = identities.of_call(session, call_sid)
    if found is None:
        return Identity()
    row = customers.by_number(session, found.customer)
    name = row.name if row else _told_name(events)
    return Identity(True, words.method(found.method), found.verified_at, name, found.customer)


def customer(session: Session, shown: Identity, number: str) -> Customer | None:
    """The account of a verified caller, else the one on which the caller's number is."""
    row = customers.by_number(session, shown.customer) if shown.verified else None
    if row is None and number and not shown.verified:
        row = customers.by_phone(session, number)
    if row is None:
        return None
    return Customer(
        number=row.number,
        name=row.name,
        phone=row.phone,
        email=row.email,
        address=row.address,
        town=row.town,
        postcode=row.postcode,
        locked=row.locked,
        basis="verified" if shown.verified else "number",
    )


def orders_of(
    session: Session, account: Customer | None, events: Sequence[CallEvent]
) -> tuple[Order, ...]:
    """Orders the call touched, then those of the account that are not done with."""
    touched = _touched(events)
    found = {number: _order(session, number, told) for number, told in touched.items()}
    row = customers.by_number(session, account.number) if account else None
    for order in orders.of_customer(session, row.id, MOST_ORDERS) if row else ():
        known = _of_row(session, order, talked_of=False)
        refunded = known.refund is not None and known.refund.state != RefundState.PAID
        if order.number not in found and (order.state not in _DONE or refunded):
            found[order.number] = known
    known_ones = [order for order in found.values() if order is not None]
    return tuple(known_ones[:MOST_ORDERS])


def _touched(events: Iterable[CallEvent]) -> dict[str, dict[str, Json]]:
    """Orders by number with what was told of each; a number alone where nothing was."""
    found: dict[str, dict[str, Json]] = {}
    for event in events:
        match event:
            case SlotFilled(_, dict(value)) if "number" in value and "state" in value:
                found[str(value["number"])] = value
            case SlotFilled(slot, str(value)) if slot_name(slot) == "order_number":
                found.setdefault(value, {})
            case _:
                pass
    return found


def _order(session: Session, number: str, told: dict[str, Json]) -> Order | None:
    row = orders.by_number(session, number)
    if row is not None:
        return _of_row(session, row, talked_of=True)
    return _of_answer(told) if told else None


def _of_row(session: Session, row: OrderRow, *, talked_of: bool) -> Order:
    parcel = row.shipments[-1] if row.shipments else None
    return Order(
        number=row.number,
        state=row.state,
        placed_on=row.placed_on,
        expected_on=row.expected_on,
        delivered_on=parcel.delivered_on if parcel else None,
        delivered_to=(parcel.delivered_to or "") if parcel else "",
        delay_reason=row.delay_reason or "",
        carrier=(parcel.carrier or "") if parcel else "",
        items=tuple(item.product for item in row.items),
        total=f"{money(row.total_minor)} {row.currency}",
        refund=_refund(session, row.id),
        talked_of=talked_of,
    )


def _refund(session: Session, order_id: int) -> Refund | None:
    row = refunds.of_order(session, order_id)
    if row is None:
        return None
    amount = str(money(row.amount_minor))
    return Refund(row.state, amount, row.currency, row.expected_on, row.paid_on)


def _of_answer(told: dict[str, Json]) -> Order:
    """The order as the shop's system told it to the call."""
    items = told.get("items")
    return Order(
        number=str(told["number"]),
        state=str(told["state"]),
        placed_on=_day(told.get("placed_on")),
        expected_on=_day(told.get("expected_on")),
        delivered_on=_day(told.get("delivered_on")),
        delivered_to=_text(told.get("delivered_to")),
        delay_reason=_text(told.get("delay_reason")),
        carrier=_text(told.get("carrier")),
        items=tuple(map(str, items)) if isinstance(items, list) else (),
        total=f"{_text(told.get('total'))} {_text(told.get('currency'))}".strip(),
        talked_of=True,
    )


def _told_name(events: Iterable[CallEvent]) -> str:
    names = [
        _text(event.value.get("name"))
        for event in events
        if isinstance(event, SlotFilled)
        and event.slot == "identity"
        and isinstance(event.value, dict)
    ]
    return names[-1] if names else ""


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _day(value: Json) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
