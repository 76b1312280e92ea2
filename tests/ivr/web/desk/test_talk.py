"""An agent reads a call in plain sentences: who said what, and what the line did."""

import re

import pytest

from flows.events import MatterBegan, MatterSettled, SlotFilled, StepFailed
from ivr.calls.events import (
    ActionEnded,
    AgentTried,
    CallEnded,
    FaultHappened,
    SilenceNoted,
    StreamClosed,
    StreamOpened,
    TransferMoved,
    TransferRequested,
)
from ivr.transfer.states import AttemptOutcome, TransferState
from ivr.web.desk.talk_notes import plain_note

_TAGS = re.compile(r"<[^>]+>")
INTERNAL = re.compile(r"\w_\w|\w\.\w|\d ?ms|\d %|\[|CA[0-9a-f]{8}")
"""What only the line's own names look like."""
TALK = (
    StreamOpened("MZ1", 1),
    MatterBegan("track_order", "track_order"),
    SlotFilled("track_order.order_number", "4521", "voice"),
    SlotFilled("track_order.pin", "[secret]", "keys"),
    SlotFilled("track_order.own_number", True, "voice"),
    StepFailed("track_order.ask_number", 2, "not_understood"),
    SilenceNoted("track_order.ask_number", 5),
    ActionEnded("look_up_order", "k1", "not_found", 12.5),
    ActionEnded("list_orders", "k2", "not_verified", 3.0),
    ActionEnded("refund_status", "k3", "failed", 900.0, "back_office_away"),
    FaultHappened("back_office", "http_503", "The order API answered 503 to GET /orders."),
    StreamClosed("MZ1", "turn_stuck"),
    StreamOpened("MZ2", 2),
    TransferRequested("care", "The caller is in distress", "distress"),
    TransferMoved(7, "dialing"),
    AgentTried(7, 9, "Bob", "no_key", 4.0),
)
SENTENCES = [
    "The caller's matter: where an order is",
    "Understood: order number 4521",
    "Not understood: the order number",
    "Silence for 5 seconds",
    "No order under the number given",
    "Our refund lookup failed",
    "A part of the line failed. The call went on.",
    "The sound broke off",
    "The line was restored",
    "A person is needed: The caller is in distress",
    "An agent is called",
    "Bob pressed no key",
]


def plain(html):
    return " ".join(_TAGS.sub(" ", html).split())


@pytest.fixture
def ann(desk, sign_in):
    desk.person("ann")
    browser = sign_in("ann")
    desk.set_available("ann")
    return browser


def add(desk, call_sid, *events):
    for event in events:
        desk.recorder.append(call_sid, event)
    assert desk.recorder.flush()


def test_what_happened_is_told_in_sentences():
    told = [note.text for note in map(plain_note, TALK) if note is not None]
    assert told == SENTENCES


def test_the_talk_on_the_desk_has_no_names_of_the_lines_own(desk, ann):
    call_sid = desk.caller()
    add(desk, call_sid, *TALK)
    desk.rings("ann", call_sid)
    talk = re.search(r'<section class="panel talk".*?</section>', ann.get("/desk").text, re.DOTALL)
    text = plain(talk.group()).replace("&#39;", "'")
    for sentence in ("Line Thank you for calling", "Caller this is the third time", *SENTENCES):
        assert sentence in text
    assert not INTERNAL.findall(re.sub(r"\d:\d\d", "", text).replace(". ", " "))


def test_nor_has_the_record_of_a_call_that_an_agent_took(desk, ann):
    call_sid = desk.caller()
    add(desk, call_sid, *TALK)
    attempt = desk.rings("ann", call_sid)
    desk.transfers.accept(attempt, desk.agent("ann").user_id)
    desk.picks_up()
    desk.meet(call_sid)
    add(desk, call_sid, CallEnded("transferred", "caller_hung_up"))
    page = ann.get(f"/desk/calls/{call_sid}").text
    text = plain(page[page.index("<main") :]).replace("&#39;", "'")
    assert "The caller hung up" in text
    assert not INTERNAL.findall(re.sub(r"\d:\d\d", "", text).replace(". ", " "))


@pytest.mark.parametrize("outcome", AttemptOutcome)
def test_every_outcome_of_a_call_to_an_agent_is_a_sentence(outcome):
    note = plain_note(AgentTried(7, 9, "Bob", outcome, 4.0))
    assert re.fullmatch(r"[A-Z][a-z ]*Bob[a-z ]*|Bob [a-z ]+", note.text)


@pytest.mark.parametrize("state", TransferState)
@pytest.mark.parametrize(
    "why", ["", "all_tried", "closed", "callback", "caller_hung_up", "odd_one"]
)
def test_every_move_of_a_transfer_is_a_sentence_or_nothing(state, why):
    note = plain_note(TransferMoved(7, state, why))
    if state is TransferState.REQUESTED:
        assert note is None
    else:
        assert not INTERNAL.search(note.text)


@pytest.mark.parametrize("why", ["caller_hung_up", "line_hung_up", "line_lost", "something_new"])
def test_the_end_of_a_call(why):
    assert not INTERNAL.search(plain_note(CallEnded("contained", why)).text)


def test_a_wish_for_a_person_is_a_matter_of_its_own():
    assert (
        plain_note(MatterBegan("speak_to_human", "speak_to_human")).text
        == "The caller asks for a person"
    )
    assert plain_note(MatterSettled("speak_to_human", "speak_to_human")) is None
    assert plain_note(MatterSettled("refund", "refund")).text == "Settled: a refund"


def test_the_usual_end_of_the_sound_is_not_told():
    assert plain_note(StreamClosed("MZ1", "stopped")) is None
