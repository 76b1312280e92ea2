"""Orders of the verified caller, refunds, stores, streets and tickets."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from ivr.store import tickets
from ivr.store.orders import Order
from ivr.store.refunds import Refund
from ivr.store.tickets import Ticket


def test_several_orders_newest_first(calls):
    calls.verify("C101")
    values = calls.run("list_orders").values
    assert [order["number"] for order in values["orders"]] == ["4508", "4512", "4526"]
    assert [order["spoken"] for order in values["orders"]] == [
        "the wicker basket, being packed",
        "the brass lantern and the wool blanket, on its way",
        "the oak picture frame, delivered",
    ]
    assert values["count"] == 3


def test_one_order_and_none(calls, database):
    calls.verify("C113")
    with database.writing() as session:
        session.execute(update(Order).where(Order.number == "4535").values(customer_id=1))
    assert calls.run("list_orders").values["order"]["number"] == "4533"
    with database.writing() as session:
        session.execute(update(Order).where(Order.number == "4533").values(customer_id=1))
    assert calls.outcome("list_orders") == "none"


def test_of_the_own_orders_nobody_elses_is_found(calls):
    asked = {"order_number": "4501", "own": True}
    assert calls.outcome("look_up_order", **asked) == "not_found"
    calls.verify("C101")
    assert calls.run("look_up_order", **asked).values == {}
    calls.verify("C104")
    assert calls.run("look_up_order", **asked).values["order"]["number"] == "4501"


def test_an_order_that_is_partly_shipped(calls):
    order = calls.run("look_up_order", order_number="4532").values["order"]
    assert order["state"] == "partly_shipped"
    assert order["shipped_items"] == ["brass lantern", "bird feeder"]
    assert order["waiting_items"] == ["copper kettle"]
    assert not order["cancellable"]


def test_a_missing_parcel_is_known_once_there_is_a_ticket(calls):
    def is_reported():
        order = calls.run("look_up_order", order_number="4521").values["order"]
        return order["missing_reported"]

    assert not is_reported()
    given = {"queue": "care", "subject": "Parcel missing", "order_number": "4521"}
    assert calls.run("open_ticket", **given).values == {"ticket": "T00001"}
    assert is_reported()


def test_a_ticket_is_opened_once_and_holds_no_secret(calls, database):
    given = {"queue": "care", "subject": "Charged twice", "text": "card 4111 1111 1111 1111"}
    assert calls.run("open_ticket", key="a", **given) == calls.run("open_ticket", key="a", **given)
    with database.reading() as session:
        (ticket,) = session.scalars(select(Ticket))
    assert ticket.text == "card [card number]"
    assert not tickets.exists_for(session, "4521")


def test_an_order_is_cancelled_and_its_refund_begun(calls):
    calls.verify("C104")
    finished = calls.run("cancel_order", order_number="4501")
    expected = (calls.now + timedelta(days=5)).date().isoformat()
    assert finished.values == {
        "refund": {"amount": "47.00", "currency": "USD", "expected_on": expected}
    }
    assert calls.run("look_up_order", order_number="4501").values["order"]["state"] == "cancelled"
    assert calls.outcome("refund_status", order_number="4501") == "on_its_way"
    assert calls.outcome("cancel_order", order_number="4501") == "already_cancelled"


def test_a_cancellation_whose_receipt_was_lost_is_the_same(calls, database):
    calls.verify("C104")
    first = calls.run("cancel_order", order_number="4501", key="same")
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE action_receipts SET outcome = NULL")
    assert calls.run("cancel_order", order_number="4501", key="same") == first
    with database.reading() as session:
        refunds = select(func.count()).where(Refund.idempotency_key == "CA1 same")
        assert session.scalar(refunds) == 1


@pytest.mark.parametrize(
    ("customer", "order", "outcome"),
    [
        ("C101", "4512", "too_late"),
        ("C108", "4531", "too_late"),
        ("C106", "4527", "already_cancelled"),
        ("C101", "4501", "not_found"),
        ("C101", "9999", "not_found"),
    ],
)
def test_what_is_not_cancelled(calls, customer, order, outcome, database):
    calls.verify(customer)
    with database.reading() as session:
        before = session.scalar(select(func.count()).select_from(Refund))
    assert calls.outcome("cancel_order", order_number=order) == outcome
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Refund)) == before


@pytest.mark.parametrize(
    ("state", "outcome"), [("shipped", "too_late"), ("cancelled", "already_cancelled")]
)
def test_an_order_changed_in_mid_call(calls, database, state, outcome):
    calls.verify("C104")
    office = calls.parts.back_office

    class Meanwhile:
        """Ships or cancels the order between its being read and its being cancelled."""

        def __getattr__(self, name):
            return getattr(office, name)

        def cancel(self, order, stamp):
            with database.writing() as session:
                session.execute(update(Order).where(Order.number == "4501").values(state=state))
            return office.cancel(order, stamp)

    calls.parts = replace(calls.parts, back_office=Meanwhile())
    finished = calls.run("cancel_order", order_number="4501")
    assert finished.outcome == outcome
    if outcome == "too_late":
        assert finished.values["order"]["state"] == "shipped"


@pytest.mark.parametrize(
    ("customer", "order", "outcome"),
    [
        ("C102", "4529", "paid"),
        ("C106", "4527", "on_its_way"),
        ("C109", "4530", "being_checked"),
        ("C101", "4512", "none"),
        ("C101", "4527", "not_found"),
    ],
)
def test_refunds(calls, customer, order, outcome):
    calls.verify(customer)
    finished = calls.run("refund_status", order_number=order)
    assert finished.outcome == outcome
    if outcome == "paid":
        assert finished.values["refund"] == {
            "amount": "22.75",
            "currency": "USD",
            "expected_on": "2026-02-28",
            "paid_on": "2026-02-27",
        }


@pytest.mark.parametrize(
    ("postcode", "outcome", "name", "miles"),
    [
        ("0 0 1 1 3", "found", "Larkspur Main Street", 1),
        ("00237", "found", "Larkspur Main Street", 20),
        ("00124", "none_near", "Quietwater Spring", 193),
    ],
)
def test_the_nearest_store(calls, postcode, outcome, name, miles):
    finished = calls.run("find_store", postcode=postcode)
    store = finished.values["store"]
    assert (finished.outcome, store["name"], store["miles"]) == (outcome, name, miles)


@pytest.mark.parametrize("postcode", ["99999", "", "??"])
def test_an_unknown_postcode(calls, postcode):
    assert calls.outcome("find_store", postcode=postcode) == "unknown_postcode"
    assert calls.outcome("look_up_streets", postcode=postcode) == "unknown"


def test_streets(calls):
    assert calls.run("look_up_streets", postcode="00112").values == {
        "streets": ["Oak Street", "Maple Avenue", "Hill Road"],
        "town": "Larkspur",
    }
