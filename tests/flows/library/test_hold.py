"""A caller who asked the line to wait, at every kind of question."""

import pytest

CANCEL = ("cancel my order", "cancel_order")
ORDER = {
    "number": "4512",
    "state": "placed",
    "cancellable": True,
    "items": ["lamp"],
    "total": {"amount": "12.50", "currency": "USD"},
}
BACK = [
    ("okay i'm back", "affirm"),
    ("yes i'm here", "affirm"),
    ("i am back", "out_of_scope"),
    ("right i'm ready", "affirm"),
    ("hello", "greet"),
]


@pytest.fixture
def at_cancel(served):
    """At the question that cancels an order."""
    call = served(look_up_order=("found", {"order": ORDER}), cancel_order=("already_cancelled", {}))
    call.say(*CANCEL, order_number="4512")
    call.identify()
    assert call.call.wait.step == "cancel_order.sure"
    return call


@pytest.mark.parametrize(("words", "intent"), BACK)
def test_a_caller_who_is_back_has_agreed_to_nothing(at_cancel, words, intent):
    at_cancel.say("wait a second", "wait")
    assert "Shall I cancel it" in at_cancel.say(words, intent)
    assert at_cancel.call.wait.step == "cancel_order.sure"
    assert at_cancel.call.wait.silence_s < 120


@pytest.mark.parametrize(("words", "intent"), BACK)
def test_nor_has_one_who_is_back_when_asked(at_cancel, words, intent):
    at_cancel.say("wait a second", "wait")
    assert at_cancel.call.silence() == "Are you still there?"
    assert "cancel" in at_cancel.say(words, intent)
    assert "cancel_order" not in at_cancel.acted


def test_what_is_said_with_it_is_taken(call):
    call.say("where is my order", "track_order")
    call.say("hold on", "wait")
    call.say("i'm back it's four five one two", "provide_number", order_number="4512")
    assert call.wait.arguments == {"order_number": "4512"}


def test_a_plain_yes_while_the_line_waits_is_an_answer(at_cancel):
    at_cancel.say("wait a second", "wait")
    at_cancel.say("yes", "affirm")
    assert "cancel_order" in at_cancel.acted


def test_a_hold_is_taken_over_by_another_process(at_cancel):
    at_cancel.call.moves = True
    at_cancel.say("wait a second", "wait")
    assert at_cancel.call.silence() == "Are you still there?"
    assert "Shall I cancel it" in at_cancel.say("i'm back")
    assert at_cancel.call.state.hold == ""


def test_zero_fetches_a_person_out_of_a_hold(call):
    call.say("hold on", "wait")
    call.key("0")
    assert call.state.flow == "person"


def test_nothing_said_after_the_hold_offers_a_person_and_ends(call):
    call.say("where is my order", "track_order")
    call.say("hold on", "wait")
    said = [call.silence() for _ in range(4)]
    assert said[0] == "Are you still there?"
    assert "person" in said[2]
    assert call.state.phase == "ended"
