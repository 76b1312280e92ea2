"""The back office in tables."""

import sqlite3
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ivr.backoffice.interface import BackOfficeAway
from ivr.backoffice.sql import SqlBackOffice
from ivr.store.customers import Customer
from ivr.store.database import Database
from ivr.store.tickets import NewTicket

TICKET = NewTicket(
    "k", "CA1", "Missing parcel", "said to be delivered", "delivery", "4521",
    datetime(2026, 3, 4, tzinfo=UTC),
)  # fmt: skip


def test_an_order_on_its_way(shop):
    order = SqlBackOffice(shop).order("4512")
    assert (order.state, order.carrier) == ("shipped", "Bluebird Parcels")
    assert order.items == ("brass lantern", "wool blanket")
    assert order.total == Decimal("96.50")
    assert order.expected_on == date(2026, 3, 6)


def test_an_order_as_flows_read_it(shop):
    assert SqlBackOffice(shop).order("4521").to_json() == {
        "number": "4521",
        "state": "delivered",
        "placed_on": "2026-02-24",
        "expected_on": "2026-03-01",
        "delivered_on": "2026-03-01",
        "delivered_to": "your front door",
        "delay_reason": None,
        "carrier": "Bluebird Parcels",
        "items": ["wool blanket"],
        "total": "62.00",
        "currency": "USD",
        "shipped_items": ["wool blanket"],
        "waiting_items": [],
        "cancellable": False,
        "missing_reported": False,
    }


def test_a_delayed_order_has_a_reason(shop):
    order = SqlBackOffice(shop).order("4513")
    assert (order.state, order.delay_reason) == ("delayed", "there was a storm on the coast")


def test_an_unknown_order(shop):
    assert SqlBackOffice(shop).order("9999") is None


def test_a_customer_by_phone(shop):
    customer = SqlBackOffice(shop).customer("+15005550101")
    assert (customer.name, customer.postcode) == ("Marigold Penhallow", "00112")
    assert SqlBackOffice(shop).customer("+19999999999") is None


def test_a_shared_phone_names_nobody(shop):
    with shop.writing() as session:
        session.add(
            Customer(
                number="C900", name="Somebody Else", phone="+15005550101", email="",
                address="", town="", postcode="",
            )
        )  # fmt: skip
    assert SqlBackOffice(shop).customer("+15005550101") is None


def test_a_ticket_is_opened_once(shop):
    office = SqlBackOffice(shop)
    assert office.open_ticket(TICKET) == office.open_ticket(TICKET) == "T00001"


def test_a_locked_database_is_an_absent_back_office(shop, tmp_path):
    other = sqlite3.connect(tmp_path / "line.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BackOfficeAway) as caught:
        SqlBackOffice(shop).open_ticket(TICKET)
    other.close()
    assert caught.value.code == "locked"


def test_a_missing_database_is_an_absent_back_office(tmp_path):
    office = SqlBackOffice(Database(f"sqlite:///{tmp_path / 'no' / 'line.db'}"))
    with pytest.raises(BackOfficeAway):
        office.order("4512")
    with pytest.raises(BackOfficeAway):
        office.customer("+15005550101")
