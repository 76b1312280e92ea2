"""A caller who takes back what was said."""

import pytest

from flows.events import HangUp

MATTER = """
start: number
slots:
  number: {type: order_number, min: 4, max: 4}
  day: date
steps:
  number:
    type: collect
    slot: number
    prompt: "Number?"
    confirm: when_unsure
    read_back: "I have {number:digits}. Right?"
    next: look
  look: {type: action, action: look, with: {number: "{number}"}, outcomes: {found: day}}
  day: {type: collect, slot: day, prompt: "Which day?", next: bye}
  bye: {type: hangup, prompt: "{number:digits} on {day:date}.", outcome: contained}
"""


@pytest.fixture
def at_day(play):
    call = play(MATTER)
    call.key("4512")
    call.finish("found")
    assert call.wait.step == "welcome.day"
    return call


def test_another_value_replaces_the_one_before_and_goes_on_from_its_step(at_day):
    assert at_day.correct("no i said four five one three", order_number="4513") == (
        "I have four five, one three. Right?"
    )
    assert at_day.say("yes", "affirm") == ""
    assert at_day.wait.arguments == {"number": "4513"}
    assert at_day.finish("found") == "Which day?"


def test_a_no_with_another_value_is_a_correction(at_day):
    assert at_day.say("no four five one three", "deny", order_number="4513").startswith("I have")


def test_the_same_value_is_none(at_day):
    said = at_day.correct("no i said four five one two", order_number="4512")
    assert said.endswith("Which day?")
    assert at_day.wait.step == "welcome.day"


def test_a_value_for_the_present_question_answers_it(at_day):
    assert at_day.correct("actually on monday", date="2026-03-02").startswith("four five, one two")


@pytest.mark.parametrize("words", ["the other order", "i meant a different one", "another number"])
def test_the_other_one_asks_that_step_again(at_day, words):
    assert at_day.say(words) == "Number?"
    at_day.key("4513")
    assert at_day.wait.arguments == {"number": "4513"}


def test_the_other_one_at_a_confirmation_asks_anew(play):
    call = play(MATTER)
    call.say("four five one two", sure=False, order_number="4512")
    assert call.say("no wait the other one") == "Number?"


def test_after_the_matter_another_number_begins_it_once_more(call):
    call.say("where is my order", "track_order", order_number="4512")
    call.finish("found", order={"number": "4512", "state": "shipped"})
    assert call.wait.step == "anything_else.ask"
    call.correct("no i said four five one three", order_number="4513")
    assert call.state.flow == "track_order"
    assert call.state.slots["track_order.order_number"] == "4513"


def test_after_the_matter_the_other_one_begins_it_once_more(call):
    call.say("where is my order", "track_order", order_number="4512")
    call.finish("found", order={"number": "4512", "state": "shipped"})
    call.say("and the other order")
    assert call.wait.step == "track_order.ask_number"


def test_a_caller_who_contradicts_every_read_back_comes_to_a_person(play):
    call = play(MATTER)
    call.say("four five one two", sure=False, order_number="4512")
    for number in range(9):
        call.say("no", "deny", order_number=f"460{number}")
        if call.state.flow == "person":
            return
    pytest.fail("still asking")


def test_so_does_one_who_keys_another_number_every_time(play):
    call = play(MATTER.replace("when_unsure", "always"))
    call.key("4512")
    for number in range(9):
        call.key(f"460{number}")
        if call.state.flow == "person":
            return
    pytest.fail("still asking")


def test_a_number_said_in_part_and_keyed_in_part_is_whole(play):
    call = play(MATTER)
    call.say("four five", order_number="45")
    assert call.key("12") == "I have four five, one two. Right?"
    call.say("yes", "affirm")
    assert call.wait.arguments == {"number": "4512"}


def test_the_first_part_is_kept_for_one_turn(play):
    call = play(MATTER)
    call.key("45")
    call.say("hello", "greet")
    assert "person" in call.key("12")
    assert call.wait.step == "welcome.number"


def test_a_goodbye_is_no_correction(at_day):
    at_day.say("goodbye", "goodbye")
    assert at_day.wait == HangUp("abandoned")
