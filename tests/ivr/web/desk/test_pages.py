"""What the desk shows, and to whom."""

import re
import wave
from datetime import UTC, datetime, timedelta

import pytest

from ivr.store import agents, callbacks, voicemails
from ivr.store.callbacks import NewCallback
from ivr.store.people import disable_person
from ivr.store.users import Role


@pytest.fixture
def promised(desk):
    """A promise to ring a caller back, of a queue."""

    def promised(queue="care", number="+15005550104"):
        now, call_sid = datetime.now(UTC), desk.caller(number)
        reason = "The caller asks for a person."
        with desk.database.writing() as session:
            new = NewCallback(
                f"k {queue}", call_sid, number, queue, reason, now, now + timedelta(1)
            )
            return callbacks.store(session, new)

    return promised


@pytest.fixture
def message(desk):
    """A message of two seconds in a queue; its number."""

    def message(queue="support"):
        with wave.open(str(desk.voicemails / f"{queue}.wav"), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(8000)
            sound.writeframes(bytes(32_000))
        values = {
            "idempotency_key": f"v {queue}",
            "call_sid": desk.caller(),
            "queue": queue,
            "file": f"{queue}.wav",
            "length_s": 2.0,
            "text": "please call me <b>back</b>",
            "recorded_at": datetime.now(UTC),
        }
        with desk.database.writing() as session:
            assert voicemails.store(session, values)
            return voicemails.open_in(session, [queue])[0].id

    return message


def test_an_idle_desk(desk, sign_in):
    desk.person("ann")
    page = sign_in("ann").get("/desk")
    assert page.status_code == 200
    for words in ("You are away", "Switch to available", "rung at your browser", "None to make."):
        assert words in page.text, words
    assert page.headers["Cache-Control"] == "no-store"


def test_nobody_looks_in_from_outside(app):
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("desk."):
            continue
        path = rule.build(dict.fromkeys(rule.arguments, 1))[1]
        for method in rule.methods - {"OPTIONS"}:
            answer = client.open(path, method=method)
            assert answer.status_code == 302, (method, path)
            assert answer.location.startswith("/sign-in")
    poll = client.get("/desk/customer", headers={"HX-Request": "true"})
    assert (poll.status_code, poll.headers["HX-Refresh"]) == (401, "true")


def test_a_disabled_agent_is_out(desk, sign_in):
    desk.person("ann")
    client = sign_in("ann")
    with desk.database.writing() as session:
        disable_person(session, "ann", datetime.now(UTC))
    assert client.get("/desk").location == "/sign-in?next=/desk"


def test_agents_read_no_records(desk, sign_in):
    desk.person("ann")
    client = sign_in("ann")
    assert "Calls</a>" not in client.get("/desk").text
    assert client.get("/calls").status_code == 403


def test_supervisors_read_records_by_their_name(desk, sign_in):
    desk.person("sue", Role.SUPERVISOR)
    call_sid = desk.caller()
    client = sign_in("sue")
    assert 'href="/calls"' in client.get("/desk").text
    assert "third time" in client.get(f"/calls/{call_sid}").text
    assert client.get(f"/desk/calls/{call_sid}").status_code == 200


def test_a_record_is_an_agents_where_they_have_to_do_with_it(desk, sign_in, promised):
    desk.person("ann", queues=("care",))
    client = sign_in("ann")
    assert client.get(f"/desk/calls/{desk.caller()}").status_code == 404
    page = client.get(f"/desk/calls/{promised().call_sid}")
    assert "third time" in page.text
    assert "hx-get" not in page.text
    assert client.get(f"/desk/calls/{promised('billing').call_sid}").status_code == 404


def test_callbacks_and_messages_of_the_agents_queues(desk, sign_in, promised, message):
    desk.person("ann", queues=("care", "support"))
    promised("care", "+15005550104")
    promised("billing", "+15005550105")
    message("support")
    text = sign_in("ann").get("/desk").text
    assert "+1 500-555-0104" in text
    assert "+1 500-555-0105" not in text
    assert "please call me &lt;b&gt;back&lt;/b&gt;" in text


def test_a_promise_that_is_late(desk, sign_in, promised):
    desk.person("ann")
    late = promised().id
    with desk.database.writing() as session:
        callbacks.load(session, late).promised_by = datetime.now(UTC) - timedelta(seconds=1)
    assert re.search(r"was due (today|yesterday), \d\d:\d\d", sign_in("ann").get("/desk").text)


def test_a_recording_in_ranges(desk, sign_in, message):
    desk.person("ann", queues=("support",))
    number = message("support")
    client = sign_in("ann")
    whole = client.get(f"/desk/voicemails/{number}.wav")
    assert (whole.status_code, whole.content_type) == (200, "audio/wav")
    part = client.get(f"/desk/voicemails/{number}.wav", headers={"Range": "bytes=44-143"})
    assert part.status_code == 206
    assert part.headers["Content-Range"] == f"bytes 44-143/{len(whole.data)}"
    assert part.data == whole.data[44:144]


def test_a_recording_is_its_queues_alone(desk, sign_in, message):
    desk.person("ann", queues=("care",))
    desk.person("sue", Role.SUPERVISOR, queues=("care",))
    path = f"/desk/voicemails/{message('support')}.wav"
    assert sign_in("ann").get(path).status_code == 404
    assert sign_in("sue").get(path).status_code == 200
    assert sign_in("sue").get("/desk/voicemails/99.wav").status_code == 404


def test_a_message_is_dealt_with_once(desk, sign_in, act, message):
    desk.person("ann")
    number = message("support")
    client = sign_in("ann")
    assert "please call" not in act(client, f"voicemails/{number}/done").text
    assert "Somebody else" in act(client, f"voicemails/{number}/done").text


def test_a_message_of_another_queue_is_not_dealt_with(desk, sign_in, act, message):
    desk.person("ann", queues=("care",))
    desk.person("bob")
    number = message("support")
    act(sign_in("ann"), f"voicemails/{number}/done")
    assert "please call" in sign_in("bob").get("/desk").text


@pytest.mark.parametrize(
    "action",
    [
        "attempts/{}/accept",
        "attempts/{}/decline",
        "attempts/{}/notes",
        "transfers/{}/hand-back",
        "callbacks/{}/ring",
        "callbacks/{}/settle",
        "voicemails/{}/ring",
        "voicemails/{}/done",
    ],
)
def test_a_number_that_nothing_can_have(desk, sign_in, act, action):
    desk.person("ann")
    form = {"status": "done", "to": "line", "disposition": "solved"}
    assert act(sign_in("ann"), action.format("9" * 30), **form).status_code == 404


def test_what_no_column_can_hold_is_refused(desk, sign_in, act):
    """PostgreSQL has no NUL in a text."""
    desk.person("ann")
    client = sign_in("ann")
    assert client.get("/desk/calls/CA%00").status_code == 400
    assert act(client, "attempts/1/notes", notes="a\0b").status_code == 400


def test_nothing_is_done_without_the_forms_token(desk, sign_in, message):
    desk.person("ann")
    number = message("support")
    client = sign_in("ann")
    for headers in ({}, {"X-CSRFToken": "wrong"}):
        answer = client.post(f"/desk/voicemails/{number}/done", headers=headers)
        assert answer.status_code == 400
        assert "Load it again" in answer.text
    assert "please call" in client.get("/desk").text


def test_who_takes_no_calls_has_no_desk(desk, sign_in):
    from sqlalchemy import delete

    from ivr.store.agents import Agent

    desk.person("ann")
    with desk.database.writing() as session:
        session.execute(delete(Agent))
    answer = sign_in("ann").get("/desk")
    assert answer.status_code == 403
    assert "You take no calls" in answer.text


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("client:ann", "rung at your browser."),
        ("+15005550201", "rung at +1 500-555-0201."),
        ("sip:ann@pbx.example", "rung at ann@pbx.example."),
    ],
)
def test_where_an_agent_is_rung_is_told_in_words(desk, sign_in, address, shown):
    desk.person("ann")
    with desk.database.writing() as session:
        agents.of_user(session, desk.agent("ann").user_id).address = address
    assert shown in sign_in("ann").get("/desk").text
