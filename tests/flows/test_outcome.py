from dataclasses import replace

import pytest

from flows.events import HangUp, MatterSettled
from flows.outcome import outcome_if_left
from flows.run import RunState

SETTLED = RunState("anything_else", "ask", settled=1)


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (SETTLED, "contained"),
        (replace(SETTLED, settled=0), "abandoned"),
        (replace(SETTLED, matters=(("refund", "refund"),)), "abandoned"),
        (replace(SETTLED, awaits_person=True), "abandoned"),
        (replace(SETTLED, awaits_person=True, outcome="callback"), "callback"),
    ],
)
def test_an_outcome_follows_from_where_a_call_stands(state, outcome):
    assert outcome_if_left(state) == outcome


def settle(call) -> None:
    call.say("what are your hours", "faq_opening_hours")


@pytest.mark.parametrize("ask", ["voice", "key"])
def test_who_asks_for_a_person_and_leaves_before_a_callback_is_stored_is_not_contained(call, ask):
    settle(call)
    assert outcome_if_left(call.state) == "contained"
    call.say("a person please", "speak_to_human") if ask == "voice" else call.key("0")
    assert outcome_if_left(call.state) == "abandoned"
    call.say("yes", "affirm")
    assert outcome_if_left(call.state) == "abandoned"
    call.finish("stored", callback={})
    assert outcome_if_left(call.state) == "callback"


def test_a_goodbye_while_a_person_is_fetched_leaves_the_plea_unanswered(call):
    settle(call)
    call.key("0")
    call.say("goodbye", "goodbye")
    assert call.wait == HangUp("abandoned")


def test_a_declined_matter_is_no_longer_open_and_not_settled(call):
    call.say("where is my order", "track_order", order_number="4512")
    call.finish("found", order={"number": "4512", "state": "teleported"})
    assert call.state.matters == (("track_order", "track_order"),)
    call.say("no", "deny")
    assert call.state.matters == ()
    assert call.all(MatterSettled) == []
    assert outcome_if_left(call.state) == "abandoned"
    settle(call)
    call.say("no", "deny")
    call.say("no", "deny")
    assert call.wait == HangUp("contained")


def test_a_matter_that_failed_and_whose_person_was_declined_is_no_longer_open(call):
    call.say("order four five one two", "track_order", order_number="4512")
    call.finish("failed")
    call.finish("failed")
    assert call.state.matters == (("track_order", "trouble"),)
    call.say("no", "deny")
    assert call.state.matters == ()


def test_a_matter_left_for_another_without_an_answer_stays_open(call):
    call.say("cancel my order", "cancel_order")
    settle(call)
    assert call.wait.step == "cancel_order.ask_number"
    call.say("goodbye", "goodbye")
    assert call.wait == HangUp("abandoned")


PERSON = """
format: 1
flow: person
title: A person
start: ask
steps:
  ask:
    type: collect
    prompt: "Shall they call you?"
    choices:
      - {key: "1", phrase: "yes", next: settled}
      - {key: "2", phrase: "no", next: declined}
      - {key: "3", phrase: "later", next: end}
"""
ENTRY = """
start: ask
steps:
  ask: {type: collect, prompt: "What?"}
"""


@pytest.mark.parametrize(("key", "awaits"), [("1", False), ("2", False), ("3", True)])
def test_the_flow_person_says_itself_whether_it_saw_to_the_plea(play, key, awaits):
    call = play(ENTRY, PERSON)
    call.key("0")
    assert call.state.awaits_person
    call.key(key)
    assert call.state.awaits_person is awaits
