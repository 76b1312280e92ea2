"""The back office behind HTTP, against a real server on loopback."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ivr.backoffice.http import HttpBackOffice
from ivr.backoffice.interface import BackOfficeAway
from ivr.store.tickets import NewTicket

ORDER = {
    "number": "4512",
    "state": "shipped",
    "placed_on": "2026-03-01",
    "expected_on": "2026-03-06",
    "delivered_on": None,
    "delivered_to": None,
    "delay_reason": None,
    "carrier": "Bluebird Parcels",
    "items": ["brass lantern"],
    "total": "96.50",
    "currency": "USD",
    "warehouse": "north",
}
CUSTOMER = {
    "number": "C101",
    "name": "Marigold Penhallow",
    "phone": "+15005550101",
    "email": "m@example.com",
    "postcode": "00112",
}
TICKET = NewTicket(
    "CA1 t1", "CA1", "Missing parcel", "text", "delivery", None, datetime(2026, 3, 4, tzinfo=UTC)
)


@pytest.fixture
def office(order_api):
    office = HttpBackOffice(order_api.url, "key-for-tests", timeout_s=0.5)
    yield office
    office.close()


def test_an_order(office, order_api):
    order_api.answer(ORDER)
    order = office.order("4512")
    assert (order.number, order.total, order.expected_on) == (
        "4512",
        Decimal("96.50"),
        date(2026, 3, 6),
    )
    assert json.loads(json.dumps(order.to_json()))["items"] == ["brass lantern"]
    method, path, headers, _body = order_api.asked[0]
    assert (method, path) == ("GET", "/v1/orders/4512")
    assert headers["Authorization"] == "Bearer key-for-tests"


def test_an_unknown_order(office, order_api):
    order_api.answer({"error": "no such order"}, 404)
    assert office.order("9999") is None


def test_a_hostile_number_stays_in_its_place(office, order_api):
    order_api.answer({}, 404)
    assert office.order("../admin?x=1") is None
    assert order_api.asked[0][1] == "/v1/orders/..%2Fadmin%3Fx%3D1"


def test_a_customer_by_phone(office, order_api):
    order_api.answer({"customers": [CUSTOMER]})
    assert office.customer("+15005550101").name == "Marigold Penhallow"
    assert order_api.asked[0][1] == "/v1/customers?phone=%2B15005550101"
    order_api.answer({"customers": []})
    assert office.customer("+15005550101") is None
    order_api.answer({"customers": [CUSTOMER, CUSTOMER]})
    assert office.customer("+15005550101") is None


def test_a_ticket(office, order_api):
    order_api.answer({"number": "SUP-7"}, 201)
    assert office.open_ticket(TICKET) == "SUP-7"
    method, path, headers, body = order_api.asked[0]
    assert (method, path, headers["Idempotency-Key"]) == ("POST", "/v1/tickets", "CA1 t1")
    assert json.loads(body)["queue"] == "delivery"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (302, "broken"),
        (401, "refused"),
        (403, "refused"),
        (404, "broken"),
        (429, "busy"),
        (500, "broken"),
        (503, "busy"),
    ],
)
def test_statuses_are_told_apart(office, order_api, status, code):
    order_api.answer({}, status)
    with pytest.raises(BackOfficeAway) as caught:
        office.open_ticket(TICKET)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("state", "teleported"),
        ("placed_on", "yesterday"),
        ("total", "a lot"),
        ("items", "lantern"),
        ("number", None),
        ("currency", "dollars"),
    ],
)
def test_a_wrong_field_is_named(office, order_api, field, value):
    order_api.answer({**ORDER, field: value})
    with pytest.raises(BackOfficeAway, match=field) as caught:
        office.order("4512")
    assert caught.value.code == "not_understood"


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"\xff\xfe", b"null"])
def test_an_answer_that_is_no_order(office, order_api, body):
    order_api.body = body
    with pytest.raises(BackOfficeAway) as caught:
        office.order("4512")
    assert caught.value.code == "not_understood"


def test_an_answer_that_takes_too_long(office, order_api):
    order_api.wait_s = 2
    with pytest.raises(BackOfficeAway) as caught:
        office.order("4512")
    assert caught.value.code == "timeout"


def test_nobody_there():
    with pytest.raises(BackOfficeAway) as caught:
        HttpBackOffice("http://127.0.0.1:1", "").order("4512")
    assert caught.value.code == "unreachable"
