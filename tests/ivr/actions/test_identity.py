"""Checking who a caller is, with tries that are limited over calls."""

import re
import threading

import pytest
from sqlalchemy import select

from ivr.store import identities
from ivr.store.action_receipts import ActionReceipt
from ivr.store.one_time_codes import OneTimeCode

MARIGOLD = {"phone": "+15005550101", "pin": "730418"}
WRONG = {"phone": "+15005550101", "pin": "000000"}


def check(calls, method="phone_pin", **given):
    return calls.run("check_identity", method=method, **given)


def test_a_pin_verifies(calls, database):
    finished = check(calls, **MARIGOLD)
    assert finished.values == {
        "identity": {"customer": "C101", "name": "Marigold Penhallow", "method": "phone_pin"}
    }
    with database.reading() as session:
        kept = identities.of_call(session, "CA1")
        assert identities.of_call(session, "CA2") is None
    assert (kept.customer, kept.method, kept.verified_at) == ("C101", "phone_pin", calls.now)


def test_the_number_that_rings_counts_where_none_is_given(calls):
    assert check(calls, pin="730418", caller="+15005550101").outcome == "verified"


@pytest.mark.parametrize("postcode", ["00112", "0 0 1 1 2", "00112-9999"])
def test_an_order_with_its_postcode_verifies(calls, postcode):
    finished = check(calls, "order_postcode", order_number="4512", postcode=postcode)
    assert finished.values["identity"]["customer"] == "C101"


@pytest.mark.parametrize(
    "given",
    [
        WRONG,
        {"phone": "+15005550102", "pin": "730418"},
        {"phone": "+15005550199", "pin": "730418"},
        {"phone": "+447700900112", "pin": ""},
        {"phone": "", "pin": "730418", "caller": "anonymous"},
        {"method": "order_postcode", "order_number": "4512", "postcode": "00236"},
        {"method": "order_postcode", "order_number": "9999", "postcode": "00112"},
        {"method": "order_postcode", "order_number": "4512", "postcode": ""},
        {"method": "sms_code", "phone": "+15005550101", "code": "123456"},
        {"method": "sms_code", "phone": "+15005550199", "code": ""},
    ],
)
def test_nothing_tells_what_was_wrong(calls, database, given):
    finished = check(calls, **given)
    assert (finished.outcome, finished.values) == ("refused", {"tries_left": 2})
    with database.reading() as session:
        assert identities.of_call(session, "CA1") is None


def test_the_third_wrong_try_locks_over_calls(calls):
    for number, outcome in enumerate(["refused", "refused", "locked"]):
        caller = f"+1500555019{number}"
        assert check(calls, **WRONG, call_sid=f"CA{number}", caller=caller).outcome == outcome
    right = {**MARIGOLD, "call_sid": "CA8", "caller": "+15005550198"}
    assert check(calls, **right).outcome == "locked"
    calls.wait(hours=23)
    assert check(calls, **right).outcome == "locked"
    calls.wait(hours=1)
    assert check(calls, **right).outcome == "verified"


def test_one_caller_has_three_tries_whoever_they_claim_to_be(calls):
    for phone, outcome in [
        ("+15005550101", "refused"),
        ("+15005550199", "refused"),
        ("+15005550103", "locked"),
    ]:
        assert check(calls, phone=phone, pin="111111").outcome == outcome
    assert check(calls, phone="+15005550102", pin="962057").outcome == "locked"
    assert check(calls, phone="+15005550102", pin="962057", caller=LATER).outcome == "verified"


LATER = "+15005550191"


def test_all_ways_of_one_customer_count_together(calls):
    check(calls, **WRONG, caller="+15005550194")
    check(calls, "order_postcode", order_number="4526", postcode="99999", caller="+15005550195")
    finished = check(calls, "sms_code", phone="+15005550101", code="1", caller="+15005550196")
    assert finished.outcome == "locked"


def test_a_verified_check_clears_the_count(calls):
    for _ in range(3):
        assert check(calls, **WRONG).values == {"tries_left": 2}
        assert check(calls, **WRONG).values == {"tries_left": 1}
        assert check(calls, **MARIGOLD).outcome == "verified"


def test_an_account_of_ones_own_buys_no_tries_of_others(calls):
    own = {"phone": "+15005550105", "pin": "640972"}
    assert check(calls, **WRONG).values == {"tries_left": 2}
    assert check(calls, **own).outcome == "verified"
    assert check(calls, phone="+15005550102", pin="000000").values == {"tries_left": 1}
    assert check(calls, **own).outcome == "verified"
    assert check(calls, phone="+15005550103", pin="000000").outcome == "locked"
    assert check(calls, **own).outcome == "locked"


def test_tries_of_yesterday_are_forgotten(calls):
    check(calls, **WRONG)
    check(calls, **WRONG)
    calls.wait(hours=24)
    assert check(calls, **WRONG).values == {"tries_left": 2}


def test_the_same_act_asked_for_again_is_one_try(calls):
    first = check(calls, **WRONG, key="same")
    assert check(calls, **WRONG, key="same") == first
    assert check(calls, **WRONG).values == {"tries_left": 1}


def test_calls_at_once_have_no_more_tries_than_one(calls):
    outcomes = []

    def guess(number):
        given = {"call_sid": f"CA{number}", "caller": f"+1500555019{number}"}
        outcomes.append(check(calls, **WRONG, **given).outcome)

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("refused") <= 2


def code_in(texting, phone):
    (body,) = texting.received(phone)
    return re.search(r"\b\d{6}\b", body).group()


def test_a_code_by_text_verifies_once(calls, texting, database):
    assert calls.outcome("send_code", phone="500 555 0101") == "sent"
    code = code_in(texting, "+15005550101")
    given = {"phone": "5005550101", "code": code}
    assert check(calls, "sms_code", **given).values["identity"]["method"] == "sms_code"
    assert check(calls, "sms_code", **given).outcome == "refused"
    with database.reading() as session:
        (kept,) = session.scalars(select(OneTimeCode))
    assert code not in kept.code_hash


def test_a_code_ends_by_itself(calls, texting):
    calls.run("send_code", phone="+15005550101")
    calls.wait(minutes=10)
    given = {"phone": "+15005550101", "code": code_in(texting, "+15005550101")}
    assert check(calls, "sms_code", **given).outcome == "refused"


def test_nobody_learns_whose_number_is_known(calls, texting):
    assert calls.outcome("send_code", phone="+15005550199") == "sent"
    assert texting.received("+15005550199") == []
    assert calls.outcome("send_code", phone="twelve") == "no_number"


@pytest.mark.parametrize("phone", ["+15005550101", "+15005550199"])
def test_codes_of_one_number_are_few(calls, phone):
    outcomes = [calls.outcome("send_code", phone=phone) for _ in range(4)]
    assert outcomes == ["sent", "sent", "sent", "locked"]
    calls.wait(hours=1)
    assert calls.outcome("send_code", phone=phone) == "sent"


def test_a_locked_claim_gets_no_code(calls, texting):
    for _ in range(3):
        check(calls, **WRONG)
    assert calls.outcome("send_code", phone="+15005550101", caller=LATER) == "locked"
    assert texting.received("+15005550101") == []


def test_a_line_without_text_messages_says_so(calls, parts):
    calls.parts = parts
    assert calls.run("send_code", phone="+15005550101").values == {"fault": "no_sms"}


def test_a_refused_text_is_a_fault(calls, texting):
    texting.messages._sender = "+15005550777"
    assert calls.run("send_code", phone="+15005550101").values == {"fault": "sms_refused"}


def test_no_secret_is_kept(calls, texting, database, tmp_path):
    calls.run("send_code", phone="+15005550101")
    code = code_in(texting, "+15005550101")
    check(calls, "sms_code", phone="+15005550101", code=code)
    check(calls, **MARIGOLD)
    with database.reading() as session:
        assert len(session.scalars(select(ActionReceipt)).all()) == 3
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert code.encode() not in stored
    assert b"730418" not in stored
