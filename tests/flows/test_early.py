"""Words said before the present question was heard."""

from dataclasses import replace

import pytest

from flows.events import HangUp, MatterBegan, StepFailed


@pytest.fixture
def early(call, hearing):
    """Says something before the question was heard."""

    def say(text: str, intent: str = "out_of_scope", confidence: float = 0.9, **entities) -> str:
        heard = hearing(text, intent, **entities)
        understanding = replace(heard.understanding, confidence=confidence)
        return call.happen(replace(heard, understanding=understanding, early=True))

    return say


@pytest.fixture
def asked(call):
    """A call that has just asked for the order number."""
    call.say("where is my order", "track_order")
    return call


def test_a_value_of_the_very_type_is_taken_and_read_back(asked, early):
    said = early("four five one two", "provide_number", order_number="4512")
    assert said == "I have four five, one two. Is that right?"
    asked.say("yes", "affirm")
    assert asked.wait.arguments == {"order_number": "4512"}


@pytest.mark.parametrize(
    ("intent", "entities"),
    [
        ("provide_number", {"phone_number": "4512"}),
        ("provide_number", {"order_number": "45"}),
        ("affirm", {}),
        ("goodbye", {}),
        ("track_order", {}),
        ("out_of_scope", {}),
    ],
)
def test_what_does_not_surely_fit_brings_the_question_again(asked, early, intent, entities):
    assert early("words", intent, **entities) == "What's your order number?"
    assert asked.wait.step == "track_order.ask_number"
    assert asked.all(StepFailed) == []


def test_however_often_it_never_counts_as_a_failure(asked, early):
    for _ in range(5):
        assert early("blah") == "What's your order number?"
    assert asked.say("blah").startswith("Sorry, I didn't catch that.")


def test_only_the_question_comes_again_and_not_all_that_was_said(call, early):
    call.say("what are your hours", "faq_opening_hours")
    assert early("er") == "Is there anything else I can help you with?"
    assert call.say("say that again", "repeat").startswith("Of course. We're open")


def test_a_yes_does_not_confirm_what_the_caller_has_not_heard(asked, early):
    asked.say("four five one two", "provide_number", sure=False, order_number="4512")
    read_back = "I have four five, one two. Is that right?"
    assert early("yes", "affirm") == read_back
    assert early("four five one two", "provide_number", order_number="4512") == read_back
    assert early("four five one three", "provide_number", order_number="4513").startswith("So that")
    assert asked.wait.step == "track_order.ask_number"


def test_a_number_said_again_before_it_was_rejected_is_no_answer(asked, early):
    asked.key("4513")
    asked.finish("not_found")
    said = early("four five one three", "provide_number", order_number="4513")
    assert said.startswith("I can't find an order with the number four five, one three.")


def test_a_plea_for_a_person_is_honoured(asked, early):
    assert early("a person please", "speak_to_human").startswith("Of course. I'm getting someone")


def test_a_second_matter_is_kept_for_later(asked, early):
    said = early("and your opening hours", "faq_opening_hours")
    assert said == "I'll come to that next. What's your order number?"
    assert asked.state.pending == ("faq_opening_hours",)
    assert early("and your opening hours", "faq_opening_hours") == said
    assert asked.state.pending == ("faq_opening_hours",)


def test_a_second_matter_beside_a_value_is_kept_for_later(asked, early):
    early("four five one two and your hours", "faq_opening_hours", order_number="4512")
    assert asked.state.pending == ("faq_opening_hours",)
    assert asked.state.phase == "confirm"


def test_a_matter_without_confidence_is_not_kept(asked, early):
    early("hours", "faq_opening_hours", confidence=0.6)
    assert asked.state.pending == ()


def test_a_matter_at_a_question_that_serves_none_begins_at_once(call, early):
    assert early("where is my order", "track_order") == "What's your order number?"
    assert call.all(MatterBegan) == [MatterBegan("track_order", "track_order")]


def test_a_matter_at_a_menu_within_another_is_kept(call, early):
    call.say("change my account", "update_account")
    said = early("what are your hours", "faq_opening_hours")
    assert said.startswith("I'll come to that next. Would you like to change your address,")
    assert call.state.pending == ("faq_opening_hours",)


def test_nothing_is_promised_for_later_on_the_way_to_a_person(call, early):
    call.key("0")
    said = early("where is my order", "track_order")
    assert said.startswith("Shall they call the number")
    assert call.state.pending == ()


def test_while_an_action_runs_nothing_is_said(asked, early):
    asked.key("4512")
    waiting = asked.wait
    assert early("four five one three", "provide_number", order_number="4513") == ""
    assert asked.wait == waiting


def test_early_words_without_end_come_to_an_end(asked, early):
    turns = 0
    while not isinstance(asked.wait, HangUp):
        early("blah")
        turns += 1
        assert turns <= 121
