"""The verified caller's account: read, changed, and the link to a new password."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ivr.store import account_changes
from ivr.store.account_changes import AccountChange
from ivr.store.customers import Customer
from ivr.store.reset_links import ResetLink
from ivr.store.secret_hash import token_hash

MOVED = {"house": "9 a", "street": "cedar hill", "town": "fernley", "postcode": "0 0 2 3 7"}
OLD = {"address": "12 Oak Street", "town": "Larkspur", "postcode": "00112"}
NEW = {"address": "9 A Cedar Hill", "town": "Fernley", "postcode": "00237"}
PHONE = "+15005550101"


@pytest.fixture
def marigold(calls):
    calls.verify("C101")
    return calls


@pytest.mark.parametrize(
    ("action", "given"),
    [
        ("look_up_customer", {}),
        ("list_orders", {}),
        ("send_reset_link", {}),
        ("change_address", MOVED),
        ("change_phone", {"phone": "2125550142"}),
        ("cancel_order", {"order_number": "4501"}),
        ("refund_status", {"order_number": "4527"}),
    ],
)
def test_strangers_are_verified_first(calls, action, given):
    calls.verify("C101", "CA2")
    assert calls.outcome(action, **given) == "not_verified"


def test_whoever_was_verified_last_is_served_and_nobody_else(marigold, texting, database):
    """One call, two people: nothing of the first is shown to the second, or changed by them."""
    marigold.run("look_up_customer")
    given = {"method": "phone_pin", "phone": "+15005550104", "pin": "857203"}
    assert marigold.outcome("check_identity", **given) == "verified"
    assert marigold.run("look_up_customer").values["customer"]["name"] == "Otto Wrenfield"
    orders = marigold.run("list_orders").values["orders"]
    assert {order["number"] for order in orders} == {"4501", "4522"}
    for action in ("cancel_order", "refund_status"):
        assert marigold.outcome(action, order_number="4508") == "not_found"
    assert marigold.outcome("send_reset_link") == "sent"
    assert (len(texting.received(PHONE)), len(texting.received("+15005550104"))) == (0, 1)
    assert marigold.outcome("change_address", **MOVED) == "changed"
    assert marigold.outcome("change_phone", phone="2125550142") == "changed"
    assert {change.customer for change in kept(database)} == {"C104"}


def test_an_account(marigold):
    assert marigold.run("look_up_customer").values["customer"] == {
        "name": "Marigold Penhallow",
        "phone": PHONE,
        "email": "marigold.penhallow@example.com",
        **OLD,
    }


def test_a_customer_who_is_gone_is_a_fault(calls):
    calls.verify("C999")
    assert calls.run("look_up_customer").values == {"fault": "account_gone"}


def kept(database):
    with database.reading() as session:
        return list(session.scalars(select(AccountChange)))


def test_an_address_is_changed_and_the_old_one_kept(marigold, database):
    finished = marigold.run("change_address", **MOVED)
    assert (finished.outcome, finished.values) == ("changed", {"old": OLD, "new": NEW})
    (change,) = kept(database)
    assert (change.call_sid, change.customer, change.what) == ("CA1", "C101", "address")
    assert (change.old, change.new, change.changed_at) == (OLD, NEW, marigold.now)
    assert marigold.run("look_up_customer").values["customer"]["address"] == NEW["address"]


def test_the_same_address_changes_nothing(marigold, database):
    same = {"house": "12", "street": "oak street", "town": "larkspur", "postcode": "00112"}
    assert marigold.outcome("change_address", **same) == "unchanged"
    assert kept(database) == []


def test_a_number_is_changed_and_the_old_one_kept(marigold, database):
    finished = marigold.run("change_phone", phone="212 555 0142")
    assert finished.values == {"old": PHONE, "new": "+12125550142"}
    (change,) = kept(database)
    assert (change.what, change.old, change.new) == (
        "phone",
        {"phone": PHONE},
        {"phone": "+12125550142"},
    )


@pytest.mark.parametrize(
    ("phone", "outcome"),
    [("5005550101", "unchanged"), ("12", "not_a_number"), ("", "not_a_number")],
)
def test_a_number_that_changes_nothing(marigold, phone, outcome):
    assert marigold.outcome("change_phone", phone=phone) == outcome


def somebody_else_moves(database):
    with database.writing() as session:
        moved = update(Customer).where(Customer.number == "C101")
        session.execute(moved.values(address="1 Hill Road"))


def test_a_change_by_somebody_else_is_noticed(marigold, database):
    marigold.run("look_up_customer")
    somebody_else_moves(database)
    for action, given in [("change_address", MOVED), ("change_phone", {"phone": "2125550142"})]:
        assert marigold.run(action, **given).values == {"fault": "changed_meanwhile"}
    assert kept(database) == []
    assert marigold.outcome("look_up_customer") == "known"
    assert marigold.outcome("change_address", **MOVED) == "changed"
    assert marigold.outcome("change_phone", phone="2125550142") == "changed"


def test_a_change_whose_receipt_was_lost_is_made_once(marigold, database):
    first = marigold.run("change_phone", phone="2125550142", key="same")
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE action_receipts SET outcome = NULL")
    assert marigold.run("change_phone", phone="2125550142", key="same") == first
    assert len(kept(database)) == 1
    with database.reading() as session:
        assert account_changes.by_key(session, "CA1 same") is not None


def link_in(texting, phone=PHONE):
    body = texting.received(phone)[-1]
    assert len(body) <= 160
    return re.search(r"http://127\.0\.0\.1:8080/reset/([\w-]{20,})$", body).group(1)


def test_a_link_goes_out_by_text_and_nowhere_else(marigold, texting, database, tmp_path):
    finished = marigold.run("send_reset_link")
    assert finished.values == {"minutes": 30, "phone_ends": "0101"}
    token = link_in(texting)
    with database.reading() as session:
        (link,) = session.scalars(select(ResetLink))
    assert (link.token_hash, link.customer) == (token_hash(token), "C101")
    assert link.expires_at == marigold.now + timedelta(minutes=30)
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert token.encode() not in stored


def test_a_new_link_ends_the_one_before(marigold, texting, database):
    marigold.run("send_reset_link")
    marigold.wait(minutes=1)
    marigold.run("send_reset_link")
    with database.reading() as session:
        ends = [link.expires_at for link in session.scalars(select(ResetLink))]
    assert ends == [marigold.now, marigold.now + timedelta(minutes=30)]


def test_links_of_one_customer_are_few(marigold, texting):
    outcomes = [marigold.outcome("send_reset_link") for _ in range(4)]
    assert outcomes == ["sent", "sent", "sent", "too_many"]
    assert len(texting.received(PHONE)) == 3
    marigold.wait(hours=1)
    assert marigold.outcome("send_reset_link") == "sent"


@pytest.mark.parametrize(
    ("customer", "outcome"), [("C107", "account_locked"), ("C113", "no_phone")]
)
def test_where_no_link_can_be_sent(calls, customer, outcome, database):
    calls.verify(customer)
    assert calls.outcome("send_reset_link") == outcome
    with database.reading() as session:
        assert session.scalars(select(ResetLink)).all() == []


def test_no_link_goes_to_a_number_that_a_caller_just_gave(marigold, texting):
    assert marigold.outcome("change_phone", phone="2125550142") == "changed"
    assert marigold.outcome("send_reset_link") == "phone_is_new"
    marigold.wait(days=6)
    marigold.verify("C101", "CA2")
    assert marigold.outcome("send_reset_link", call_sid="CA2") == "phone_is_new"
    assert texting.received("+12125550142") == []
    marigold.wait(days=2)
    assert marigold.outcome("send_reset_link", call_sid="CA2") == "sent"


def test_a_link_that_was_refused_may_be_sent_again(marigold, texting):
    sender, texting.messages._sender = texting.messages._sender, "+15005550777"
    assert marigold.run("send_reset_link", key="same").values == {"fault": "sms_refused"}
    texting.messages._sender = sender
    assert marigold.outcome("send_reset_link", key="same") == "sent"
    assert len(texting.received(PHONE)) == 1


def test_a_line_without_text_messages_sends_no_link(marigold, parts):
    marigold.parts = parts
    assert marigold.run("send_reset_link").values == {"fault": "no_sms"}
