"""The bounds of the engine: loops, depth, what begins afresh."""

import pytest

from flows.events import HangUp, StepEntered


def matter(name: str, intent: str) -> str:
    return f"""format: 1
flow: {name}
title: {name}
intents: [{intent}]
start: ask
slots: {{number: {{type: order_number, min: 4, max: 4}}}}
steps:
  ask: {{type: collect, slot: number, prompt: "{name}?", help: ["{name} help."], next: settled}}
"""


MENU = """
start: ask
steps:
  ask: {type: collect, prompt: "What?"}
"""


@pytest.fixture
def nested(play):
    return play(
        MENU,
        matter("orders", "track_order"),
        matter("returns", "faq_returns"),
        matter("shipping", "faq_shipping"),
        matter("payments", "faq_payment_methods"),
    )


def test_a_loop_without_a_wait_ends_with_an_apology_and_a_person(play):
    call = play(
        """
        start: one
        steps:
          one: {type: say, prompt: One., next: two}
          two: {type: say, prompt: Two., next: one}
        """
    )
    assert len(call.all(StepEntered)) < 70
    assert call.wait.step == "person.ask_number"


def test_matters_lie_open_one_in_another_to_a_certain_depth(nested):
    nested.say("my order", "track_order")
    nested.say("returns", "faq_returns")
    nested.say("shipping", "faq_shipping")
    assert [flow for flow, _ in nested.state.stack] == ["orders", "returns"]
    said = nested.say("payments", "faq_payment_methods")
    assert said == "I'll come to that next. shipping?"
    assert nested.say("returns", "faq_returns").startswith("Sorry, I didn't catch that.")
    assert nested.key("1111") == "Now, back to where we were. returns?"
    assert nested.key("2222") == "Back to your question from before. orders?"
    assert nested.key("3333") == "Now, the other thing you mentioned. payments?"
    nested.key("4444")
    assert nested.wait == HangUp("contained")
    assert nested.state.slots == {
        "orders.number": "3333",
        "returns.number": "2222",
        "shipping.number": "1111",
        "payments.number": "4444",
    }


def test_a_person_leaves_nothing_to_come_back_to(nested):
    nested.say("my order", "track_order")
    nested.say("returns", "faq_returns")
    nested.key("0")
    assert nested.state.stack == ()


def test_failures_of_an_earlier_run_of_a_flow_do_not_count(call):
    call.say("blah")
    call.say("what are your hours", "faq_opening_hours")
    assert call.say("yes", "affirm") == "What can I do for you?"
    call.say("blah")
    assert call.state.attempts == {"main_menu.ask": 1}
