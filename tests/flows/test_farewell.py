"""A caller who is heard during the last words."""

import pytest

from flows.events import CallBegan, HangUp, LineRestored, Speak

FAREWELL = "Thank you for calling. Goodbye."


def fall_silent(call) -> None:
    for _ in range(3):
        call.silence()


@pytest.fixture
def silent(call):
    """A call that silence ended at the order number."""
    call.say("where is my order", "track_order")
    fall_silent(call)
    assert call.wait == HangUp("abandoned")
    return call


@pytest.fixture
def farewell(call):
    """A call that was settled and ended by a goodbye."""
    call.say("what are your hours", "faq_opening_hours")
    call.say("no", "deny")
    assert call.say("no", "deny") == FAREWELL
    return call


def test_last_words_are_said_to_their_end(silent):
    *_, last = silent.all(Speak)
    assert "I'll hang up now" in last.text
    assert not last.interruptible


# ---- after silence --------------------------------------------------------------------------


def test_an_answer_during_the_last_words_is_taken(silent):
    said = silent.say("four five one two", "provide_number", order_number="4512")
    assert (said, silent.wait.action) == ("", "look_up_order")
    assert (silent.state.phase, silent.state.outcome) == ("act", None)


def test_a_number_keyed_during_the_last_words_is_taken(silent):
    silent.key("4512")
    assert silent.wait.action == "look_up_order"


def test_a_sign_of_life_brings_the_question_again_and_counts_as_no_failure(silent):
    assert silent.say("hang on") == "I can hear you now. Could you give me your order number?"
    assert silent.state.attempts == {}
    assert silent.wait.step == "track_order.ask_number"


def test_repeat_says_the_question_and_not_the_farewell(silent):
    assert "hang up" not in silent.say("say that again", "repeat")
    assert silent.wait.step == "track_order.ask_number"


def test_a_read_back_is_taken_up_as_one(call):
    call.say("where is my order", "track_order", sure=False, order_number="4512")
    fall_silent(call)
    assert call.say("what").endswith("Is that right?")
    call.say("yes", "affirm")
    assert call.wait.action == "look_up_order"


def test_the_offer_of_a_person_stands_when_silence_followed_it(silent):
    assert silent.state.broken_off == "offer_person"
    assert silent.say("yes", "affirm").startswith("We're not getting on well here,")


@pytest.mark.parametrize("ask", [lambda c: c.key("0"), lambda c: c.say("help", "speak_to_human")])
def test_a_plea_during_the_last_words_fetches_a_person(silent, ask):
    assert ask(silent).startswith("Of course. I'm getting someone from our support team.")


def test_a_contained_call_that_fell_silent_is_taken_up_as_well(call):
    call.say("what are your hours", "faq_opening_hours")
    call.key("1")
    fall_silent(call)
    assert call.wait == HangUp("contained")
    assert call.say("where is my order", "track_order") == "What's your order number?"


def test_a_call_is_taken_up_twice_and_no_more(silent):
    for _ in range(2):
        assert silent.say("hang on") != ""
        fall_silent(silent)
    assert silent.say("four five one two", "provide_number", order_number="4512") == ""
    assert silent.wait == HangUp("abandoned")


@pytest.mark.parametrize("happened", [LineRestored(), CallBegan()])
def test_what_is_no_word_and_no_key_leaves_a_call_ended(silent, happened):
    assert silent.happen(happened) == silent.silence() == silent.noise() == ""
    assert silent.wait == HangUp("abandoned")


def test_a_question_that_is_gone_by_then_leads_to_a_person(silent, library):
    left = {name: flow for name, flow in library.flows.items() if name != "track_order"}
    silent.flows = type(library)(left, library.policy, library.phrases)
    assert silent.key("4512").startswith("I'm sorry, something has gone wrong on our side.")
    assert (silent.wait.step, silent.state.outcome) == ("person.offer_own_number", None)


# ---- after a goodbye ------------------------------------------------------------------------


def test_a_new_matter_during_the_goodbye_is_served(farewell):
    said = farewell.say("oh and where is order 4512", "track_order", order_number="4512")
    assert (said, farewell.wait.arguments) == ("", {"order_number": "4512"})
    farewell.finish("found", order={"number": "4512", "state": "returned"})
    farewell.say("no", "deny")
    farewell.say("no", "deny")
    assert farewell.wait == HangUp("contained")


def test_a_new_matter_left_open_is_not_contained(farewell):
    farewell.say("oh and where is my order", "track_order")
    assert farewell.say("goodbye", "goodbye") == FAREWELL
    assert farewell.wait == HangUp("abandoned")


@pytest.mark.parametrize("ask", [lambda c: c.key("0"), lambda c: c.say("help", "speak_to_human")])
def test_a_plea_during_the_goodbye_fetches_a_person(farewell, ask):
    assert ask(farewell).startswith("Of course. I'm getting someone from our support team.")


@pytest.mark.parametrize(
    "happen",
    [
        lambda c: c.say("bye bye", "goodbye"),
        lambda c: c.say("thank you", "thank"),
        lambda c: c.say("blah"),
        lambda c: c.key("1"),
        lambda c: c.key(""),
    ],
)
def test_a_goodbye_returned_leaves_the_call_ended(farewell, happen):
    assert happen(farewell) == ""
    assert farewell.wait == HangUp("contained")
    assert farewell.state.taken_up == 0


def test_a_promised_callback_stands(call):
    call.key("0")
    call.key("1")
    call.finish("stored", callback={})
    assert call.say("where is my order", "track_order") == call.key("0") == ""
    assert call.wait == HangUp("callback")
