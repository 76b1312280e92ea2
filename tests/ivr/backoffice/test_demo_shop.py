"""The demo shop is always the same, whichever day it is seeded."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select

from ivr.backoffice.demo_customers import DEMO_CUSTOMERS
from ivr.backoffice.demo_orders import DEMO_ORDERS, DEMO_REFUNDS, PRICES
from ivr.backoffice.demo_places import DEMO_POSTCODES, DEMO_STORES
from ivr.backoffice.demo_shop import seed
from ivr.backoffice.sql import SqlBackOffice
from ivr.speech.model import BUNDLED
from ivr.store.customers import Customer
from ivr.store.order_items import OrderItem
from ivr.store.orders import Order, OrderState
from ivr.store.refunds import RefundState
from ivr.store.secret_hash import is_secret_of
from ivr.store.shipments import Shipment

FICTION = re.compile(r"\+1500555\d{4}|\+1\d{3}55501\d\d|\+447700900\d{3}")
NOTHING = "\N{EN DASH}"
DOCS = Path(__file__).parents[3] / "docs" / "demo-data.md"


def counts(database):
    with database.reading() as session:
        return [
            session.scalar(select(func.count()).select_from(table))
            for table in (Customer, Order, OrderItem, Shipment)
        ]


def test_seeding_again_changes_nothing_but_the_days(database, today):
    first = seed(database, today)
    before = counts(database)
    assert seed(database, today + timedelta(days=40)) == first
    assert counts(database) == before
    assert before[:2] == [first.customers, first.orders]
    assert SqlBackOffice(database).order("4512").placed_on == today + timedelta(days=37)


def test_every_state_occurs():
    assert {order.state for order in DEMO_ORDERS} == set(OrderState)


def test_days_make_sense(shop, today):
    office = SqlBackOffice(shop)
    for demo in DEMO_ORDERS:
        order = office.order(demo.number)
        assert order.placed_on <= today
        assert (order.delivered_on is not None) == (order.state in ("delivered", "returned"))
        assert (order.delay_reason is not None) == (order.state == "delayed")
        if order.delivered_on:
            assert order.placed_on < order.delivered_on < today
        if order.state in ("placed", "processing", "shipped", "delayed"):
            assert order.expected_on > today
        if order.state == "out_for_delivery":
            assert order.expected_on == today


def test_nobody_real_is_in_it():
    for customer in DEMO_CUSTOMERS:
        assert not customer.phone or FICTION.fullmatch(customer.phone), customer.phone
        assert customer.email.endswith("@example.com")
    assert len({customer.phone for customer in DEMO_CUSTOMERS}) == len(DEMO_CUSTOMERS)
    for store in DEMO_STORES:
        assert FICTION.fullmatch(store.phone), store.phone


def test_numbers_are_four_digits_and_their_customers_known():
    numbers = {customer.number for customer in DEMO_CUSTOMERS}
    assert all(re.fullmatch(r"\d{4}", order.number) for order in DEMO_ORDERS)
    ordered = Counter(order.customer for order in DEMO_ORDERS)
    assert numbers - ordered.keys() == {"C115"}
    assert ordered.keys() <= numbers
    assert [customer for customer, orders in ordered.items() if orders == 1] == ["C114"]


def test_other_rows_stay(database):
    with database.writing() as session:
        session.add(
            Customer(number="X1", name="n", phone="+1", email="", address="", town="", postcode="")
        )
    seed(database, date(2026, 3, 4))
    assert counts(database)[0] == len(DEMO_CUSTOMERS) + 1


def test_pins_are_unlike_any_other_number():
    pins = [customer.pin for customer in DEMO_CUSTOMERS if customer.pin]
    others = [
        number
        for shown in (*DEMO_CUSTOMERS, *DEMO_ORDERS, *DEMO_POSTCODES, *DEMO_STORES)
        for number in re.findall(r"\d{4,}", str(vars(shown) | {"pin": None}))
    ]
    assert len(set(pins)) == len(pins)
    for pin in pins:
        assert re.fullmatch(r"\d{6}", pin)
        assert not any(pin in other or other in pin for other in others), pin


def test_pins_are_stored_hashed(shop):
    with shop.reading() as session:
        kept = {row.number: row.pin_hash for row in session.scalars(select(Customer))}
    for customer in DEMO_CUSTOMERS:
        if customer.pin is None:
            assert kept[customer.number] is None
        else:
            assert customer.pin not in kept[customer.number]
            assert is_secret_of(kept[customer.number], customer.pin)


def test_streets_can_be_recognised():
    words = (BUNDLED / "graph" / "words.txt").read_text(encoding="utf-8").splitlines()
    known = {line.split()[0] for line in words}
    streets = [street for place in DEMO_POSTCODES for street in place.streets]
    houses = [customer.address.partition(" ")[2] for customer in DEMO_CUSTOMERS]
    unknown = {word for name in (*streets, *houses) for word in name.lower().split()} - known
    assert not unknown


def test_every_customer_lives_in_a_street_of_the_postcode():
    places = {place.postcode: place for place in DEMO_POSTCODES}
    for customer in DEMO_CUSTOMERS:
        place = places[customer.postcode]
        assert place.town == customer.town
        assert customer.address.partition(" ")[2] in place.streets, customer.number


def test_every_state_of_a_refund_occurs():
    assert {refund.state for refund in DEMO_REFUNDS} == set(RefundState)


def table(heading):
    """The cells of the rows of a table of the documentation."""
    part = DOCS.read_text().partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def day(days):
    """How the documentation names a day."""
    match days:
        case None:
            return NOTHING
        case 0:
            return "today"
        case -1:
            return "yesterday"
        case 1:
            return "tomorrow"
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def test_the_documentation_lists_orders():
    rows = table("Orders")
    assert [row[:5] + row[6:] for row in rows] == [
        [
            order.number,
            order.customer,
            order.state.replace("_", " "),
            day(order.placed),
            day(order.expected),
            ", ".join(order.items),
        ]
        for order in DEMO_ORDERS
    ]
    for row, order in zip(rows, DEMO_ORDERS, strict=True):
        told = (order.delay_reason, order.delivered_to, *order.waiting)
        assert all(words in row[5] for words in told if words), order.number


def test_the_documentation_lists_refunds():
    assert table("Refunds") == [
        [
            refund.order,
            refund.state.replace("_", " "),
            day(refund.started),
            day(refund.expected),
            day(refund.paid),
        ]
        for refund in DEMO_REFUNDS
    ]


def test_the_documentation_lists_customers():
    columns = ("number", "name", "phone", "pin", "address", "town", "postcode")
    assert table("Customers") == [
        [getattr(customer, column) or NOTHING for column in columns] for customer in DEMO_CUSTOMERS
    ]


def test_the_documentation_lists_places_and_prices():
    assert table("Postcodes and their streets") == [
        [place.postcode, place.town, ", ".join(place.streets)] for place in DEMO_POSTCODES
    ]
    assert table("Stores") == [
        [store.name, store.address, store.town, store.phone] for store in DEMO_STORES
    ]
    assert table("Prices") == [
        [product, f"${cents / 100:.2f}"] for product, cents in PRICES.items()
    ]
