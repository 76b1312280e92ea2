"""Ringing a caller back: the agent's telephone first, then the caller's."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from ivr.store import callbacks, voicemails
from ivr.store.callbacks import NewCallback
from ivr.store.people import disable_person, sign_out_person
from tests.fakes.network import new_sid

NUMBER = "+15005550104"


@pytest.fixture
def promise(desk):
    """A promise to ring a caller back; its number."""
    call_sid, now = desk.caller(NUMBER), datetime.now(UTC)
    new = NewCallback("k", call_sid, NUMBER, "care", "About a lamp.", now, now + timedelta(hours=1))
    with desk.database.writing() as session:
        return callbacks.store(session, new).id


@pytest.fixture
def row(desk, promise):
    def row():
        with desk.database.reading() as session:
            return callbacks.load(session, promise)

    return row


@pytest.fixture
def ann(desk, sign_in):
    desk.person("ann")
    desk.set_available("ann")
    return sign_in("ann")


@pytest.fixture
def network(app):
    """Posts a webhook to an address the line gave."""
    client = app.test_client()

    def post(url, **form):
        parts = urlsplit(url)
        return client.post(f"{parts.path}?{parts.query}", data={"CallSid": new_sid(), **form})

    return post


@pytest.fixture
def press(network):
    """Presses a key, or none, in the question an answer asks."""

    def press(asked, digits):
        return network(found_in(asked, "Gather").get("action"), Digits=digits)

    return press


def found_in(answer, element):
    return ElementTree.fromstring(answer.text).find(element)  # noqa: S314 - our own document


def test_the_whole_way(desk, ann, act, network, press, promise, row):
    assert "About a lamp." in ann.get("/desk").text
    assert "Done</button>" in act(ann, f"callbacks/{promise}/ring").text
    (call,) = desk.telephone.placed
    assert (call.to, call.from_) == ("client:ann", "+15005550100")
    assert (row().status, desk.agent("ann").state) == ("claimed", "away")
    assert "You are ringing somebody back" in ann.get("/desk").text

    asked = network(call.url)
    assert "About a lamp. Press 1" in asked.text
    dial = found_in(press(asked, "1"), "Dial")
    assert (dial.get("callerId"), dial.find("Number").text) == ("+15005550100", NUMBER)
    network(dial.find("Number").get("statusCallback"), CallStatus="in-progress")
    assert row().status == "done"
    network(dial.get("action"), DialCallStatus="completed")
    network(call.status_url, CallStatus="completed")
    assert (row().status, desk.agent("ann").state) == ("done", "available")
    assert "About a lamp." not in ann.get("/desk").text


@pytest.mark.parametrize("status", ["no-answer", "busy", "failed", "canceled"])
def test_nobody_answers(desk, ann, act, network, press, promise, row, status):
    act(ann, f"callbacks/{promise}/ring")
    call = desk.telephone.placed[-1]
    dial = found_in(press(network(call.url), "1"), "Dial")
    over = network(dial.get("action"), DialCallStatus=status)
    assert "They did not answer" in over.text
    network(call.status_url, CallStatus="completed")
    assert (row().status, desk.agent("ann").state) == ("unreached", "available")
    assert "not reached yet" in ann.get("/desk").text
    act(ann, f"callbacks/{promise}/ring")
    assert len(desk.telephone.placed) == 2


def test_an_agents_voicemail_rings_nobody(desk, ann, act, network, press, promise, row):
    act(ann, f"callbacks/{promise}/ring")
    call = desk.telephone.placed[-1]
    heard = press(network(call.url), "")
    assert (found_in(heard, "Dial"), found_in(heard, "Hangup") is not None) == (None, True)
    network(call.status_url, CallStatus="completed")
    assert (row().status, desk.agent("ann").state) == ("open", "available")


def test_who_signs_out_while_ringing_back_is_away_after_it(desk, ann, act, network, promise):
    act(ann, f"callbacks/{promise}/ring")
    with desk.database.writing() as session:
        sign_out_person(session, desk.agent("ann").user_id, datetime.now(UTC))
    network(desk.telephone.placed[-1].status_url, CallStatus="completed")
    assert (desk.agent("ann").state, desk.agent("ann").away_why) == ("away", "")


def test_who_was_disabled_rings_nobody_back(desk, ann, act, network, press, promise, row):
    act(ann, f"callbacks/{promise}/ring")
    call = desk.telephone.placed[-1]
    heard = network(call.url)
    with desk.database.writing() as session:
        assert disable_person(session, "ann", datetime.now(UTC))
    assert found_in(press(heard, "1"), "Dial") is None
    network(call.status_url, CallStatus="completed")
    assert (row().status, desk.agent("ann").state) == ("open", "away")


def test_another_key_is_asked_again(desk, ann, act, network, press, promise):
    act(ann, f"callbacks/{promise}/ring")
    again = press(network(desk.telephone.placed[-1].url), "3")
    assert found_in(press(again, "1"), "Dial") is not None


def test_the_agent_does_not_pick_up(desk, ann, act, network, promise, row):
    act(ann, f"callbacks/{promise}/ring")
    network(desk.telephone.placed[-1].status_url, CallStatus="no-answer")
    assert (row().status, desk.agent("ann").state) == ("open", "available")


def test_reports_of_a_call_that_goes_on_change_nothing(desk, ann, act, network, promise, row):
    act(ann, f"callbacks/{promise}/ring")
    network(desk.telephone.placed[-1].status_url, CallStatus="ringing")
    assert row().status == "claimed"


def test_two_agents_and_one_promise(desk, ann, sign_in, act, promise):
    desk.person("bob")
    bob = sign_in("bob")
    act(ann, f"callbacks/{promise}/ring")
    assert "Somebody else" in act(bob, f"callbacks/{promise}/ring").text
    assert len(desk.telephone.placed) == 1
    assert desk.agent("bob").away_why == ""
    assert "Somebody else" in act(bob, f"callbacks/{promise}/settle", status="done").text


def test_pressed_twice_it_rings_once(desk, ann, act, promise):
    act(ann, f"callbacks/{promise}/ring")
    assert "You are in a call" in act(ann, f"callbacks/{promise}/ring").text
    assert len(desk.telephone.placed) == 1


def test_not_during_a_transfer(desk, ann, act, promise, row):
    desk.rings("ann", desk.caller())
    assert "You are in a call" in act(ann, f"callbacks/{promise}/ring").text
    assert row().status == "open"


def test_it_is_offered_only_where_it_would_be_done(desk, ann, act, promise):
    left_message(desk, desk.caller(NUMBER))
    assert ann.get("/desk").text.count(">Call back</button>") == 2
    attempt = desk.rings("ann", desk.caller())
    text = ann.get("/desk").text
    assert ">Call back</button>" not in text
    assert text.count("Call back when your call and its wrap-up are over.") == 2
    act(ann, f"attempts/{attempt}/accept")
    assert ">Call back</button>" not in ann.get("/desk").text


def test_it_is_not_offered_while_ringing_somebody_back(desk, ann, act, promise):
    left_message(desk, desk.caller(NUMBER))
    act(ann, f"callbacks/{promise}/ring")
    assert ">Call back</button>" not in ann.get("/desk").text


@pytest.mark.parametrize("answer", ["refused", "unreachable"])
def test_the_network_says_no(desk, ann, act, promise, row, answer):
    desk.telephone.answer = answer
    assert "did not take the call" in act(ann, f"callbacks/{promise}/ring").text
    assert (row().status, desk.agent("ann").state) == ("open", "available")


def test_nobody_knows_whether_it_was_placed(desk, ann, act, network, promise, row):
    desk.telephone.answer = "lost"
    act(ann, f"callbacks/{promise}/ring")
    assert row().status == "claimed"
    network(desk.telephone.placed[-1].status_url, CallStatus="completed")
    assert (row().status, desk.agent("ann").state) == ("open", "available")


def test_an_agent_whose_call_was_never_reported_over_comes_back(desk, ann, act, promise, row):
    desk.telephone.answer = "lost"
    assert "Switch to available" in act(ann, f"callbacks/{promise}/ring").text
    assert "No call now" in act(ann, "state", state="available").text
    assert (row().status, desk.agent("ann").state) == ("claimed", "available")
    assert "Give back" in ann.get("/desk").text


def test_a_promise_claimed_long_ago_is_anybodys(desk, ann, sign_in, act, promise, row):
    desk.telephone.answer = "lost"
    act(ann, f"callbacks/{promise}/ring")
    bob, client = desk.person("bob"), sign_in("bob")
    assert "About a lamp." not in client.get("/desk").text
    with desk.database.writing() as session:
        callbacks.load(session, promise).claimed_at -= timedelta(minutes=20)
    assert "About a lamp." in client.get("/desk").text
    act(client, f"callbacks/{promise}/ring")
    assert (row().status, row().claimed_by) == ("claimed", bob)
    assert len(desk.telephone.placed) == 2


def test_a_late_report_frees_nobody_elses_promise(desk, ann, sign_in, act, network, promise, row):
    act(ann, f"callbacks/{promise}/ring")
    late = desk.telephone.placed[-1]
    act(ann, f"callbacks/{promise}/settle", status="unreached")
    bob = desk.person("bob")
    act(sign_in("bob"), f"callbacks/{promise}/ring")
    network(late.status_url, CallStatus="completed")
    assert (row().status, row().claimed_by) == ("claimed", bob)
    assert "no longer yours" in network(late.url).text


@pytest.mark.parametrize("status", ["done", "unreached", "open"])
def test_settled_by_hand(ann, act, promise, row, status):
    act(ann, f"callbacks/{promise}/ring")
    act(ann, f"callbacks/{promise}/settle", status=status)
    assert row().status == status


def left_message(desk, call_sid):
    """A message in queue care; its number."""
    values = {
        "idempotency_key": "v1",
        "call_sid": call_sid,
        "queue": "care",
        "file": "v1.wav",
        "length_s": 2.0,
        "text": "call me about the lamp",
        "recorded_at": datetime.now(UTC),
    }
    with desk.database.writing() as session:
        voicemails.store(session, values)
        return voicemails.open_in(session, ["care"])[0].id


def test_who_left_a_message_is_rung(desk, ann, act):
    number = left_message(desk, desk.caller(NUMBER))
    text = act(ann, f"voicemails/{number}/ring").text
    assert "Left a message: call me about the lamp" in text
    assert len(desk.telephone.placed) == 1


@pytest.mark.parametrize(
    "query", ["", "callback=1", "callback=x&user=1", "callback=1&user=" + "9" * 30]
)
def test_an_address_without_its_numbers_is_refused(network, query):
    assert network(f"https://line.example/voice/callback/agent?{query}").status_code == 400


def test_promises_and_messages_of_other_queues_are_not_rung(desk, sign_in, act, promise, row):
    desk.person("bob", queues=("billing",))
    bob, call_sid = sign_in("bob"), row().call_sid
    number = left_message(desk, call_sid)
    for path in (f"callbacks/{promise}/ring", f"voicemails/{number}/ring"):
        act(bob, path)
        assert desk.telephone.placed == []
    assert (row().status, desk.agent("bob").away_why) == ("open", "")
    assert bob.get(f"/desk/calls/{call_sid}").status_code == 404
    with desk.database.reading() as session:
        assert len(callbacks.of_call(session, call_sid)) == 1
