"""The desk on PostgreSQL: its pages, and what agents do there."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.store import callbacks, voicemails
from ivr.store.callbacks import NewCallback
from ivr.store.people import disable_person, sign_out_person
from ivr.transfer.states import TransferState
from tests.fakes.telephone import attempt_of

pytestmark = pytest.mark.postgres


@pytest.fixture
def desk_address(postgres):
    return postgres


@pytest.fixture
def ann(desk, sign_in):
    desk.person("ann")
    return sign_in("ann")


def test_a_transfer_from_the_ringing_to_the_end_of_the_wrap_up(desk, ann, act):
    assert "No call now" in act(ann, "state", state="available").text
    call_sid = desk.caller("+15005550103", verified="C103")
    attempt = desk.rings("ann", call_sid)
    page = ann.get("/desk").text
    for shown in ("Incoming call", "Cordelia Thistle", "Verified by PIN", "my lamp arrived broken"):
        assert shown in page
    assert "Cordelia Thistle" in ann.get("/desk/customer").text
    assert "Joining" in act(ann, f"attempts/{attempt}/accept").text
    desk.picks_up()
    desk.meet(call_sid)
    transfer = desk.attempt(attempt).transfer_id
    assert "Notes kept." in act(ann, f"attempts/{attempt}/notes", notes="A lamp.").text
    assert "You sent the caller to the rating" in (
        act(ann, f"transfers/{transfer}/hand-back", to="rating").text
    )
    done = act(ann, f"attempts/{attempt}/notes", notes="A lamp.", disposition="solved", done="1")
    assert "No call now" in done.text
    assert "Solved" in done.text
    row = desk.attempt(attempt)
    assert (row.outcome, row.notes, row.disposition) == ("talked", "A lamp.", "solved")
    assert "Ann talked with the caller" in ann.get(f"/desk/calls/{call_sid}").text


def test_declined_the_next_one_is_rung_and_one_who_is_disabled_is_passed_over(
    desk, ann, act, sign_in
):
    for name in ("ann", "bob", "cleo"):
        if name != "ann":
            desk.person(name)
        desk.set_available(name)
    call_sid = desk.caller()
    attempt = desk.rings("ann", call_sid)
    act(ann, f"attempts/{attempt}/decline")
    second = desk.open_attempt("bob")
    with desk.database.writing() as session:
        assert disable_person(session, "bob", datetime.now(UTC))
    assert not desk.transfers.accept(second, desk.agent("bob").user_id)
    third = desk.open_attempt("cleo")
    assert [desk.attempt(each).outcome for each in (attempt, second, third)] == [
        "declined",
        "disabled",
        None,
    ]


def test_who_signs_out_in_the_talk_is_away_after_it(desk, ann, act):
    desk.set_available("ann")
    call_sid = desk.caller()
    desk.rings("ann", call_sid)
    call = desk.telephone.placed[-1]
    desk.picks_up()
    desk.transfers.keyed(attempt_of(call), "1")
    desk.meet(call_sid)
    with desk.database.writing() as session:
        sign_out_person(session, desk.agent("ann").user_id, datetime.now(UTC))
    desk.transfers.call_over(call_sid)
    assert desk.agent("ann").state == "away"
    assert desk.transfers.standing(f"{call_sid}:transfer:1").state is TransferState.COMPLETED


def test_callbacks_and_voicemails(desk, ann, act):
    act(ann, "state", state="available")
    call_sid, now = desk.caller("+15005550104"), datetime.now(UTC)
    promised_by = now + timedelta(hours=1)
    with desk.database.writing() as session:
        new = NewCallback("k", call_sid, "+15005550104", "care", "A lamp.", now, promised_by)
        promise = callbacks.store(session, new).id
        voicemails.store(
            session,
            {
                "idempotency_key": "v",
                "call_sid": call_sid,
                "queue": "care",
                "file": "v.wav",
                "length_s": 4.0,
                "text": "please ring me",
                "recorded_at": now,
            },
        )
    page = ann.get("/desk").text
    assert "A lamp." in page
    assert "please ring me" in page
    act(ann, f"callbacks/{promise}/ring")
    assert desk.telephone.placed[-1].to == "client:ann"
    act(ann, f"callbacks/{promise}/settle", status="done")
    assert "please ring me" not in act(ann, "voicemails/1/done").text
    with desk.database.reading() as session:
        assert callbacks.load(session, promise).status == "done"
