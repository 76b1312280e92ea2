"""What the desk's buttons do, by the real transfers."""

import pytest

from ivr.store import transfers
from telephony.statuses import CallStatus
from tests.fakes.telephone import attempt_of, leg_of


@pytest.fixture
def ann(desk, sign_in):
    """The browser of an agent who is available."""
    desk.person("ann")
    desk.set_available("ann")
    return sign_in("ann")


def told(answer):
    return answer.text.split('role="status"', 1)[1].split("</div>")[0].split(">")[1]


def test_available_and_away(desk, sign_in, act):
    desk.person("ann")
    client = sign_in("ann")
    assert "No call now" in act(client, "state", state="available").text
    assert desk.agent("ann").state == "available"
    assert told(act(client, "state", state="available")) == ""
    assert "You are away" in act(client, "state", state="away").text
    assert act(client, "state", state="in_call").status_code == 422


def test_a_card_while_it_rings(desk, ann):
    call_sid = desk.caller(verified="C101")
    desk.rings("ann", call_sid)
    text = ann.get("/desk").text
    for words in ("Incoming call", "Marigold Penhallow", "Verified by PIN", "Very upset", "Accept"):
        assert words in text, words
    assert "my lamp arrived broken" in text
    assert "Complaints are for people." in text
    panel = ann.get("/desk/customer").text
    assert "12 Oak Street" in panel
    assert "4512" in panel


def test_a_caller_who_is_not_verified(desk, ann):
    desk.rings("ann", desk.caller())
    assert "Not verified" in ann.get("/desk").text
    assert "Verify before you tell or change anything" in ann.get("/desk/customer").text


def test_a_number_nobody_has(desk, ann):
    desk.rings("ann", desk.caller("+447700900199"))
    assert "No customer has this number" in ann.get("/desk/customer").text


def test_going_away_is_refused_while_it_rings(desk, ann, act):
    desk.rings("ann", desk.caller())
    assert "during a call" in act(ann, "state", state="away").text
    assert desk.agent("ann").state == "ringing"


def test_accept_while_it_rings_then_pick_up(desk, ann, act):
    call_sid = desk.caller()
    attempt = desk.rings("ann", call_sid)
    assert "on a telephone, pick up and press 1" in act(ann, f"attempts/{attempt}/accept").text
    desk.picks_up()
    assert "on a telephone, pick up and press 1" in ann.get("/desk").text
    desk.transfers.keyed(attempt, "1")
    desk.meet(call_sid)
    text = ann.get("/desk").text
    assert "Talking" in text
    assert "Hand the caller on" in text
    assert "Notes" in text


def test_accept_in_the_whisper(desk, ann, act):
    attempt = desk.rings("ann", desk.caller())
    desk.picks_up()
    assert "You hear the summary" in ann.get("/desk").text
    assert "Joining" in act(ann, f"attempts/{attempt}/accept").text
    assert desk.attempt(attempt).by == "desk"


def test_decline(desk, ann, act):
    attempt = desk.rings("ann", desk.caller())
    assert "No call now" in act(ann, f"attempts/{attempt}/decline").text
    assert (desk.attempt(attempt).outcome, desk.attempt(attempt).by) == ("declined", "desk")
    assert "Declined" in ann.get("/desk").text


def test_too_late(desk, ann, act):
    call_sid = desk.caller()
    attempt = desk.rings("ann", call_sid)
    desk.transfers.caller_left(call_sid)
    for button in ("accept", "decline"):
        assert "has left" in told(act(ann, f"attempts/{attempt}/{button}"))


def test_nobody_acts_for_another(desk, ann, sign_in, act):
    desk.person("bob")
    call_sid = desk.caller()
    attempt = desk.rings("ann", call_sid)
    bob = sign_in("bob")
    for button in ("accept", "decline"):
        assert "Too late" in told(act(bob, f"attempts/{attempt}/{button}"))
    assert "can&#39;t be changed" in told(act(bob, f"attempts/{attempt}/notes", notes="mine"))
    assert bob.get(f"/desk/calls/{call_sid}").status_code == 404
    assert desk.agent("ann").attempt_id == attempt


class TestTalking:
    @pytest.fixture
    def call_sid(self, desk, ann, act):
        call_sid = desk.caller()
        attempt = desk.rings("ann", call_sid)
        act(ann, f"attempts/{attempt}/accept")
        desk.picks_up()
        desk.meet(call_sid)
        return call_sid

    @pytest.fixture
    def transfer(self, desk, call_sid):
        def transfer():
            with desk.database.reading() as session:
                return transfers.of_call(session, call_sid)[0]

        return transfer

    @pytest.mark.parametrize("to", ["rating", "line"])
    def test_to_the_rating_or_the_line(self, ann, act, transfer, to):
        answer = act(ann, f"transfers/{transfer().id}/hand-back", to=to)
        assert "You sent the caller to" in answer.text
        assert transfer().back == {"to": to}
        again = act(ann, f"transfers/{transfer().id}/hand-back", to=to)
        assert "no longer talking" in told(again)

    def test_to_another_queue(self, ann, act, transfer):
        form = {"to": "queue", "queue": "billing", "note": "Wants a refund of 20."}
        act(ann, f"transfers/{transfer().id}/hand-back", **form)
        assert transfer().back == {"to": "queue", "queue": "billing", "note": form["note"]}

    @pytest.mark.parametrize(
        "form", [{}, {"to": "moon"}, {"to": "queue"}, {"to": "queue", "queue": "moon"}]
    )
    def test_to_nowhere(self, ann, act, transfer, form):
        answer = act(ann, f"transfers/{transfer().id}/hand-back", **form)
        assert answer.status_code == 422
        assert transfer().state == "joined"

    def test_notes_are_kept_as_one_writes_and_the_wrap_up_ends(self, desk, ann, act, call_sid):
        attempt = desk.open_attempt("ann")
        answer = act(ann, f"attempts/{attempt}/notes", notes="lamp")
        assert told(answer) == ""
        assert ">Notes kept.</p>" in answer.text
        desk.transfers.call_over(call_sid)
        page = ann.get("/desk").text
        assert "Finish wrap-up" in page
        assert ">lamp</textarea>" in page
        form = {"notes": "lamp, new one sent", "done": "1"}
        assert "what came of the call" in told(act(ann, f"attempts/{attempt}/notes", **form))
        act(ann, f"attempts/{attempt}/notes", disposition="solved", **form)
        row = desk.attempt(attempt)
        assert (row.disposition, row.notes) == ("solved", "lamp, new one sent")
        assert desk.agent("ann").state == "available"
        page = ann.get("/desk").text
        assert "No call now" in page
        assert "Talked" in page
        assert ann.get(f"/desk/calls/{call_sid}").status_code == 200

    def test_notes_of_an_agent_who_went_away(self, desk, ann, act, call_sid):
        attempt = desk.open_attempt("ann")
        desk.transfers.call_over(call_sid)
        assert "Finish wrap-up" in act(ann, "state", state="away").text
        act(ann, f"attempts/{attempt}/notes", disposition="solved", notes="", done="1")
        assert desk.agent("ann").state == "away"

    def test_without_scripts_a_button_leads_back(self, ann):
        page = ann.get("/desk").text
        token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        answer = ann.post("/desk/state", data={"state": "away", "csrf_token": token})
        assert (answer.status_code, answer.location) == (302, "/desk")


def test_an_agent_who_missed_calls_is_told(desk, ann):
    for _ in range(2):
        desk.rings("ann", desk.caller())
        call = desk.telephone.placed[-1]
        desk.transfers.leg_changed(attempt_of(call), leg_of(call), CallStatus.NO_ANSWER)
    page = ann.get("/desk").text
    assert "You missed calls, so no more come." in page
    assert "Switch to available" in page
