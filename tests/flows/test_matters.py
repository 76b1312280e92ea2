"""Several matters in one breath."""

import pytest

from flows.events import MatterBegan


def test_all_are_served_in_the_order_said(call):
    said = call.name_all(
        "what are your hours and how long is shipping and can i return it",
        *("faq_opening_hours", "faq_shipping", "faq_returns"),
    )
    assert said.count("Now, the other thing you mentioned.") == 2
    began = [each.intent for each in call.all(MatterBegan)]
    assert began == ["faq_opening_hours", "faq_shipping", "faq_returns"]
    assert call.wait.step == "anything_else.ask"


def test_they_come_after_a_matter_that_takes_several_turns(call):
    call.name_all("where is my order and what are your hours", "track_order", "faq_opening_hours")
    assert call.state.pending == ("faq_opening_hours",)
    call.key("4512")
    said = call.finish("found", order={"number": "4512", "state": "shipped"})
    assert "on its way to you. Now, the other thing you mentioned. We're open" in said


def test_each_takes_its_own_value(call):
    call.name_all(
        "what are your hours and where is four five one two",
        *("faq_opening_hours", "track_order"),
        order_number="4512",
    )
    assert call.state.slots["track_order.order_number"] == "4512"
    assert call.wait.step == "track_order.ask_number"
    assert call.state.kept == {}


def test_of_two_numbers_each_matter_takes_one(play):
    flows = [
        f"""
        format: 1
        flow: {intent}
        title: T
        spoken: "the {word}"
        intents: [{intent}]
        slots: {{number: {{type: order_number, min: 4, max: 4}}}}
        start: ask
        steps:
          ask: {{type: collect, slot: number, prompt: "N?", next: tell}}
          tell: {{type: say, prompt: "{word} {{number:digits}}.", next: settled}}
        """
        for intent, word in (("cancel_order", "cancelling"), ("refund", "refund"))
    ]
    menu = "start: ask\nsteps: {ask: {type: collect, prompt: Yes?}}"
    said = play(menu, *flows).name_all(
        "cancel 4512 and refund 4513", "cancel_order", "refund", order_number=["4512", "4513"]
    )
    assert (
        said == "cancelling four five, one two. Now, about the refund. refund four five, one three."
    )


def test_those_for_people_are_never_kept(call):
    call.name_all("what are your hours and i want to complain", "faq_opening_hours", "complaint")
    assert call.state.pending == ()


def test_a_value_for_another_slot_is_taken_and_no_failure(play):
    call = play(
        """
        start: day
        slots: {day: date, number: {type: order_number, min: 4, max: 4}}
        steps:
          day: {type: collect, slot: day, prompt: "Day?", next: number}
          number: {type: collect, slot: number, prompt: "Number?", next: bye}
          bye: {type: hangup, prompt: "{number:digits} on {day:date}."}
        """
    )
    assert call.say("it is four five one two", "provide_number", order_number="4512") == "Day?"
    assert call.say("monday", date="2026-03-02").startswith("four five, one two on Monday")


CHANGE = """
format: 1
flow: update_account
title: Change
intents: [update_account]
start: ask
slots: {what: choice, how: choice}
steps:
  ask:
    type: collect
    slot: what
    prompt: "What?"
    choices:
      - {phrase: "address", also: ["moved"], value: address}
      - {phrase: "phone number", value: phone}
      - {phrase: "email address", next: person}
    next: ask_how
  ask_how:
    type: collect
    slot: how
    ask: always
    prompt: "How, for your {what}?"
    choices: [{phrase: "now", value: now}]
    next: settled
  person: {type: hangup, prompt: "A person.", outcome: failed}
"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("i want a new phone number", "How, for your phone?"),
        ("i have moved", "How, for your address?"),
        ("i want a new address now", "How, for your address?"),
        ("change my email address", "What?"),
        ("change my account", "What?"),
    ],
)
def test_the_words_that_begin_a_matter_answer_its_choices(play, words, said):
    menu = "start: ask\nsteps: {ask: {type: collect, prompt: Yes?}}"
    assert play(menu, CHANGE).say(words, "update_account") == said


def test_a_person_is_told_of_every_matter_that_stays_open(call):
    call.name_all(
        "where is my order and my refund and your hours",
        *("track_order", "refund", "faq_opening_hours"),
    )
    call.key("0")
    assert call.state.slots["transfer"]["reason"].endswith(" (also open: A refund, Opening hours)")


def test_so_is_one_fetched_out_of_a_matter_between(call):
    call.say("where is my order", "track_order")
    call.say("find a store", "faq_store_finder")
    call.say("a person please", "speak_to_human")
    assert call.state.slots["transfer"]["reason"].endswith(" (also open: Track an order)")


def test_matters_named_with_the_plea_for_a_person_are_told(call):
    call.name_all(
        "get me a person about my order and a refund", "speak_to_human", "track_order", "refund"
    )
    assert call.state.slots["transfer"]["reason"].endswith(" (also open: Track an order, A refund)")


def test_one_matter_needs_no_such_words(call):
    call.say("where is my order", "track_order")
    call.key("0")
    assert "also open" not in call.state.slots["transfer"]["reason"]


def test_a_value_kept_for_a_later_matter_is_there_when_it_begins(call):
    call.name_all(
        "where is order four five one two and cancel order four five one three",
        *("track_order", "cancel_order"),
        order_number=["4512", "4513"],
    )
    assert call.wait.arguments == {"order_number": "4512"}
    call.finish("found", order={"number": "4512", "state": "shipped"})
    assert call.state.flow in ("cancel_order", "identify")
    assert call.state.slots["cancel_order.order_number"] == "4513"


def test_a_choice_said_alone_brings_no_other_matter(play):
    call = play(
        """
        start: how
        slots: {how: choice}
        steps:
          how:
            type: collect
            slot: how
            prompt: "How?"
            choices: [{phrase: "pin", value: pin}]
            next: more
          more: {type: collect, prompt: "More?"}
        """,
        TRACK,
    )
    assert call.say("pin", "track_order") == "More?"
    assert call.state.pending == ()


TRACK = """
format: 1
flow: track_order
title: Track
intents: [track_order]
start: bye
steps: {bye: {type: hangup, prompt: "Bye."}}
"""
