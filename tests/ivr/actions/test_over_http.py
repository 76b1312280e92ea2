"""Actions with a company's HTTP API behind them."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import select

from ivr.backoffice.http import HttpBackOffice
from ivr.calls.events import FaultHappened
from ivr.store import call_events
from ivr.store.account_changes import AccountChange

ORDER = {
    "number": "4501",
    "state": "placed",
    "placed_on": "2026-03-04",
    "total": "47.00",
    "currency": "USD",
    "customer": "7",
}
CUSTOMER = {
    "number": "7",
    "name": "Otto",
    "phone": "+15005550104",
    "address": "140 Cedar Hill",
    "town": "Fernley",
    "postcode": "00237",
}
REFUND = {"state": "on_its_way", "amount": "47.00", "currency": "USD", "expected_on": "2026-03-09"}


@dataclass
class Company:
    """What each request is answered with, and what was asked."""

    answers: dict[str, tuple[int, object]]
    asked: list[str] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def company() -> Iterator[Company]:
    company = Company(
        {
            "GET /orders/4501": (200, ORDER),
            "GET /customers": (200, {"customers": [CUSTOMER]}),
            "GET /customers/7": (200, CUSTOMER),
            "POST /pin-checks": (200, {"customer": CUSTOMER}),
            "PUT /customers/7/phone": (204, {}),
            "POST /orders/4501/cancellation": (200, {"result": "cancelled"}),
            "POST /orders/4501/refund": (200, REFUND),
            "POST /tickets": (201, {"number": "SUP-7"}),
        }
    )

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            request = f"{self.command} {self.path.partition('?')[0]}"
            company.asked.append(request)
            status, document = company.answers.get(request, (404, {}))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(document).encode())

        do_POST = do_PUT = do_GET  # noqa: N815

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    company.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield company
    server.shutdown()
    server.server_close()


@pytest.fixture
def at_company(calls, company):
    """Calls of a line whose back office is the company's."""
    office = HttpBackOffice(company.address, "", timeout_s=1.0)
    calls.parts = replace(calls.parts, back_office=office)
    yield calls
    office.close()


def test_the_company_checks_the_pin(at_company, company):
    given = {"method": "phone_pin", "phone": "+15005550104", "pin": "111111"}
    assert at_company.run("check_identity", **given).values["identity"]["customer"] == "7"
    company.answers["POST /pin-checks"] = (200, {"customer": None})
    assert at_company.run("check_identity", **given).values == {"tries_left": 2}


def test_a_company_that_is_away_costs_no_try(at_company, company):
    given = {"method": "phone_pin", "phone": "+15005550104", "pin": "111111"}
    company.answers["POST /pin-checks"] = (500, {})
    for _ in range(4):
        assert at_company.run("check_identity", **given).values == {"fault": "broken"}
    company.answers["POST /pin-checks"] = (200, {"customer": None})
    assert at_company.run("check_identity", **given).values == {"tries_left": 2}


def test_a_postcode_is_held_against_the_companys(at_company):
    given = {"method": "order_postcode", "order_number": "4501", "postcode": "00237"}
    assert at_company.outcome("check_identity", **given) == "verified"


def test_a_cancellation_takes_two_requests(at_company):
    at_company.verify("7")
    refund = at_company.run("cancel_order", order_number="4501").values["refund"]
    assert (refund["amount"], refund["expected_on"]) == ("47.00", "2026-03-09")


def test_a_cancellation_that_is_half_done(at_company, company):
    at_company.verify("7")
    company.answers["POST /orders/4501/refund"] = (500, {})
    finished = at_company.run("cancel_order", order_number="4501")
    assert (finished.outcome, finished.values) == ("half_done", {"ticket": "SUP-7"})
    assert company.asked[-1] == "POST /tickets"


def test_a_half_done_cancellation_asked_for_again_opens_no_second_ticket(at_company, company):
    at_company.verify("7")
    company.answers["POST /orders/4501/refund"] = (500, {})
    first = at_company.run("cancel_order", order_number="4501", key="same")
    assert at_company.run("cancel_order", order_number="4501", key="same") == first
    assert company.asked.count("POST /tickets") == 1


def test_a_half_done_cancellation_without_a_ticket_is_done_when_asked_for_again(
    at_company, company
):
    at_company.verify("7")
    company.answers["POST /orders/4501/refund"] = (500, {})
    company.answers["POST /tickets"] = (503, {})
    assert at_company.outcome("cancel_order", order_number="4501", key="same") == "failed"
    company.answers["POST /tickets"] = (201, {"number": "SUP-8"})
    again = at_company.run("cancel_order", order_number="4501", key="same")
    assert again.values == {"ticket": "SUP-8"}


def test_a_half_done_cancellation_without_a_ticket_is_a_fault(at_company, company):
    at_company.verify("7")
    company.answers["POST /orders/4501/refund"] = (500, {})
    company.answers["POST /tickets"] = (503, {})
    assert at_company.run("cancel_order", order_number="4501").values == {"fault": "busy"}


def test_somebody_elses_order_is_not_found(at_company):
    at_company.verify("8")
    assert at_company.outcome("cancel_order", order_number="4501") == "not_found"


def test_old_and_new_are_kept_here_too(at_company, company, database):
    at_company.verify("7")
    assert at_company.outcome("change_phone", phone="2125550142") == "changed"
    with database.reading() as session:
        (change,) = session.scalars(select(AccountChange))
    assert (change.customer, change.old) == ("7", {"phone": "+15005550104"})
    company.answers["PUT /customers/7/phone"] = (409, {})
    at_company.verify("7")
    finished = at_company.run("change_phone", phone="2125550143")
    assert finished.values == {"fault": "changed_meanwhile"}


@pytest.mark.parametrize(("field", "value"), [("state", 7), ("items", "lantern"), ("total", [])])
def test_a_wrong_type_is_a_fault_and_no_word_to_the_caller(
    at_company, company, database, field, value
):
    company.answers["GET /orders/4501"] = (200, {**ORDER, field: value})
    finished = at_company.run("look_up_order", order_number="4501")
    assert (finished.outcome, finished.values) == ("failed", {"fault": "not_understood"})
    with database.reading() as session:
        events = [stored.event for stored in call_events.of_call(session, "CA1")]
    (fault,) = [event for event in events if isinstance(event, FaultHappened)]
    assert (fault.part, field in fault.what) == ("back_office", True)


def test_a_company_sends_its_own_link(at_company, company, texting):
    at_company.verify("7")
    company.answers["POST /customers/7/password-reset"] = (
        200,
        {"result": "sent", "minutes": 20, "phone_ends": "0104"},
    )
    assert at_company.run("send_reset_link").values == {"minutes": 20, "phone_ends": "0104"}
    assert texting.received("+15005550104") == []
