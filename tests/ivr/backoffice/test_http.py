"""The back office behind HTTP, against a real server on loopback."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ivr.backoffice.asked import Cancellation, ResetAnswer, Stamp
from ivr.backoffice.http import HttpBackOffice
from ivr.backoffice.interface import BackOfficeAway
from ivr.backoffice.records import Place, StoreRecord, StreetList
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


STAMP = Stamp("CA1 k1", "CA1", datetime(2026, 3, 4, tzinfo=UTC))
REFUND = {"state": "on_its_way", "amount": "96.50", "currency": "USD", "expected_on": "2026-03-09"}


@pytest.fixture
def marigold(office, order_api):
    order_api.answer({**CUSTOMER, "address": "12 Oak Street", "town": "Larkspur"})
    customer = office.customer_by_number("C101")
    order_api.asked.clear()
    return customer


def sent(order_api):
    """Method, path, key and body of the last request."""
    method, path, headers, body = order_api.asked[-1]
    return method, path, headers.get("Idempotency-Key"), json.loads(body or b"null")


def test_what_an_order_may_leave_out(office, order_api):
    order_api.answer({**ORDER, "state": "placed"})
    order = office.order("4512")
    assert (order.customer, order.waiting_items, order.cancellable) == (None, (), True)
    order_api.answer({**ORDER, "state": "placed", "cancellable": False, "customer": "C101"})
    order = office.order("4512")
    assert (order.customer, order.cancellable) == ("C101", False)


def test_a_partly_shipped_order(office, order_api):
    parts = {"shipped_items": ["lantern"], "waiting_items": ["teapot"]}
    order_api.answer({**ORDER, "state": "partly_shipped", **parts})
    told = office.order("4512").to_json()
    assert (told["shipped_items"], told["waiting_items"]) == (["lantern"], ["teapot"])
    assert not told["cancellable"]


def test_orders_of_a_customer(office, order_api):
    order_api.answer({"orders": [ORDER]})
    assert [order.number for order in office.orders_of("C101")] == ["4512"]
    assert order_api.asked[0][1] == "/v1/customers/C101/orders"
    order_api.answer({}, 404)
    assert office.orders_of("C101") == []


def test_a_customer_by_number(office, order_api, marigold):
    assert marigold.place == Place("12 Oak Street", "Larkspur", "00112")
    order_api.answer({}, 404)
    assert office.customer_by_number("C/1") is None
    assert order_api.asked[-1][1] == "/v1/customers/C%2F1"


def test_a_pin_is_checked_by_the_company(office, order_api):
    order_api.answer({"customer": CUSTOMER})
    assert office.has_pin("+15005550101", "730418").number == "C101"
    given = {"phone": "+15005550101", "pin": "730418"}
    assert sent(order_api) == ("POST", "/v1/pin-checks", None, given)
    order_api.answer({"customer": None})
    assert office.has_pin("+15005550101", "000000") is None
    order_api.answer({})
    with pytest.raises(BackOfficeAway, match="customer"):
        office.has_pin("+15005550101", "730418")


def test_an_address_is_changed(office, order_api, marigold):
    order_api.answer({})
    new = Place("9 Hill Road", "Fernley", "00236")
    assert office.change_place(marigold, new, STAMP)
    assert sent(order_api) == (
        "PUT",
        "/v1/customers/C101/address",
        "CA1 k1",
        {"old": marigold.place.to_json(), "new": new.to_json()},
    )
    order_api.answer({}, 409)
    assert not office.change_place(marigold, new, STAMP)
    order_api.answer({}, 500)
    with pytest.raises(BackOfficeAway):
        office.change_place(marigold, new, STAMP)


def test_a_number_is_changed(office, order_api, marigold):
    order_api.answer({}, 204)
    assert office.change_phone(marigold, "+12125550142", STAMP)
    change = {"old": "+15005550101", "new": "+12125550142"}
    assert sent(order_api) == ("PUT", "/v1/customers/C101/phone", "CA1 k1", change)


def test_a_company_sends_its_own_link(office, order_api):
    order_api.answer({"result": "sent", "minutes": 20, "phone_ends": "0101"})
    assert office.request_reset("C101", STAMP) == ResetAnswer("sent", "0101", 20)
    path = "/v1/customers/C101/password-reset"
    assert sent(order_api) == ("POST", path, "CA1 k1", {})
    order_api.answer({"result": "account_locked"})
    assert office.request_reset("C101", STAMP).result == "account_locked"


def test_an_order_is_cancelled_and_then_refunded(office, order_api):
    order_api.answer(ORDER)
    order = office.order("4512")
    order_api.answer({"result": "cancelled", **REFUND})
    made = office.cancel(order, STAMP)
    assert made.refund.to_json()["expected_on"] == "2026-03-09"
    paths = [(path, headers["Idempotency-Key"]) for _, path, headers, _ in order_api.asked[1:]]
    assert paths == [
        ("/v1/orders/4512/cancellation", "CA1 k1"),
        ("/v1/orders/4512/refund", "CA1 k1"),
    ]


@pytest.mark.parametrize("result", ["too_late", "already_cancelled", "not_found"])
def test_an_order_that_is_not_cancelled_is_not_refunded(office, order_api, result):
    order_api.answer(ORDER)
    order = office.order("4512")
    order_api.answer({"result": result})
    assert office.cancel(order, STAMP) == Cancellation(result)
    assert len(order_api.asked) == 2


def test_a_refund_that_is_not_begun(office, order_api):
    order_api.answer(ORDER)
    order = office.order("4512")
    order_api.answer({"result": "cancelled"})
    assert office.cancel(order, STAMP) == Cancellation("cancelled", None)


def test_a_refund(office, order_api):
    order_api.answer(REFUND)
    assert office.refund("4512").amount == Decimal("96.50")
    order_api.answer({}, 404)
    assert office.refund("4512") is None
    order_api.answer({**REFUND, "amount": "lots"})
    with pytest.raises(BackOfficeAway, match="amount"):
        office.refund("4512")


def test_places(office, order_api):
    order_api.answer({"town": "Larkspur", "streets": ["Oak Street"]})
    assert office.streets("00112") == StreetList("Larkspur", ("Oak Street",))
    assert order_api.asked[-1][1] == "/v1/postcodes/00112/streets"
    order_api.answer({"name": "Main", "address": "1 Main", "town": "Larkspur", "miles": 2.4})
    assert office.nearest_store("00112") == StoreRecord("Main", "1 Main", "Larkspur", 2.4, "")
    order_api.answer({"name": "Main", "address": "1 Main", "town": "Larkspur", "miles": "far"})
    with pytest.raises(BackOfficeAway, match="miles"):
        office.nearest_store("00112")
    order_api.answer({}, 404)
    assert office.streets("99999") is None
    assert office.nearest_store("99999") is None
