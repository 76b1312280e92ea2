import pytest

from flows.events import HangUp


@pytest.mark.parametrize("ask", ["voice", "key"])
def test_a_person_is_fetched_at_once_from_anywhere(call, ask):
    call.say("where is my order", "track_order")
    said = call.say("a person please", "speak_to_human") if ask == "voice" else call.key("0")
    assert said.startswith("I'll get a person for you. Nobody is free to join this call right now")
    assert said.endswith("five zero zero, five five five, zero one, zero one?")
    assert call.state.slots["transfer"]["trigger"] == "asks_for_person"


def test_a_callback_is_stored_and_promised(call):
    call.key("0")
    call.say("yes", "affirm")
    assert call.wait.action == "store_callback"
    assert call.wait.arguments == {
        "number": "+15005550101",
        "queue": "support",
        "reason": "The caller asked for a person",
    }
    said = call.finish("stored", callback={"promised_by": "2026-03-02T14:00:00+00:00"})
    assert "our support team will call you by two in the afternoon" in said
    assert call.wait == HangUp("callback")


def test_another_number_can_be_named_with_the_no(call):
    call.key("0")
    said = call.say("no use another", "deny", phone_number="5550123456")
    assert said.startswith("I have five five five, zero one two, three four, five six.")
    call.say("yes", "affirm")
    assert call.wait.arguments["number"] == "5550123456"


def test_another_number_can_be_named_without_a_no(call):
    call.key("0")
    said = call.say("five five five", "provide_number", phone_number="5550123456")
    assert said.startswith("I have five five five, zero one two")


@pytest.mark.parametrize("number", [None, "", "anonymous"])
def test_a_withheld_number_is_asked_for(call_from, number):
    assert call_from(number).key("0").endswith("Which number should they call?")


def test_a_callback_that_could_not_be_stored_is_not_promised(call):
    call.key("0")
    call.key("1")
    call.finish("failed")
    assert "I couldn't arrange the call" in call.finish("failed")
    assert call.wait == HangUp("failed")


def test_a_number_that_cannot_be_called_is_asked_for_once_more(call):
    call.key("0")
    call.key("1")
    assert call.finish("no_number") == "Which number should they call?"
    call.key("5550123456")
    call.key("1")
    assert call.finish("no_number").startswith("I can't call that number from here.")
    call.key("5550123457")
    call.key("1")
    call.finish("no_number")
    assert call.wait == HangUp("failed")


def test_a_caller_who_asks_for_a_person_and_falls_silent_is_called_back(call):
    call.key("0")
    for _ in range(3):
        call.silence()
    assert call.wait.arguments["number"] == "+15005550101"


def test_a_plea_for_a_person_while_one_is_fetched_does_not_begin_anew(call):
    call.key("0")
    said = call.say("a person", "speak_to_human")
    assert said.startswith("Sorry, I didn't catch that. Say yes to be called on this number")
    assert call.key("0").startswith("Sorry, that didn't come through right.")


def test_a_matter_for_people_goes_to_the_queue_of_the_decision(call):
    call.say("i was charged twice", "billing_dispute")
    assert call.state.slots["transfer"]["queue"] == "support"
    assert call.state.slots["transfer"]["trigger"] == "human_only"


def test_what_was_named_beside_the_plea_is_kept(call):
    call.say("where is my order", "track_order")
    call.say("a person order four five one two", "speak_to_human", order_number="4512")
    assert call.state.slots["track_order.order_number"] == "4512"
