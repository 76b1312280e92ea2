"""The demo shop is always the same, whichever day it is seeded."""

import re
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select

from ivr.backoffice.demo_customers import DEMO_CUSTOMERS
from ivr.backoffice.demo_orders import DEMO_ORDERS
from ivr.backoffice.demo_shop import seed
from ivr.backoffice.sql import SqlBackOffice
from ivr.store.customers import Customer
from ivr.store.order_items import OrderItem
from ivr.store.orders import Order, OrderState
from ivr.store.shipments import Shipment

FICTION = re.compile(r"\+1500555\d{4}|\+1\d{3}55501\d\d|\+447700900\d{3}")
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
        assert FICTION.fullmatch(customer.phone), customer.phone
        assert customer.email.endswith("@example.com")
    assert len({customer.phone for customer in DEMO_CUSTOMERS}) == len(DEMO_CUSTOMERS)


def test_numbers_are_four_digits_and_their_customers_known():
    numbers = {customer.number for customer in DEMO_CUSTOMERS}
    assert all(re.fullmatch(r"\d{4}", order.number) for order in DEMO_ORDERS)
    assert {order.customer for order in DEMO_ORDERS} == numbers


def test_other_rows_stay(database):
    with database.writing() as session:
        session.add(
            Customer(number="X1", name="n", phone="+1", email="", address="", town="", postcode="")
        )
    seed(database, date(2026, 3, 4))
    assert counts(database)[0] == len(DEMO_CUSTOMERS) + 1


def test_the_documentation_lists_it():
    text = DOCS.read_text()
    for order in DEMO_ORDERS:
        row = rf"\| {order.number} \| {order.customer} \| {order.state.replace('_', ' ')} \|"
        assert re.search(row, text), order.number
    for customer in DEMO_CUSTOMERS:
        assert f"| {customer.number} | {customer.name} | {customer.phone} |" in text
