"""How the shipped library talks, whatever the caller does."""

import pytest

from flows.events import (
    CallBegan,
    HangUp,
    LineRestored,
    MatterBegan,
    MatterSettled,
    SlotFilled,
    StepFailed,
)

ORDER = {
    "number": "4512",
    "state": "shipped",
    "placed_on": "2026-02-27",
    "expected_on": "2026-03-04",
    "delivered_on": None,
    "delivered_to": None,
    "delay_reason": None,
    "carrier": "Bluebird Parcels",
    "items": ["brass lantern"],
    "total": "12.50",
}


def test_the_greeting_ends_in_the_opening_question(call):
    texts = [each.text for each in call.outputs if hasattr(each, "text")]
    assert texts[-1] == "How can I help?"
    assert call.wait.grammar.kind == "open"
    assert call.wait.keys.menu[0] == ("1", "track my order")


def test_an_order_is_tracked_by_voice(call):
    assert call.say("where is my order", "track_order") == "What's your order number?"
    assert call.say("four five one two", "provide_number", order_number="4512") == ""
    assert (call.wait.action, call.wait.arguments) == ("look_up_order", {"order_number": "4512"})
    assert call.finish("found", order=ORDER) == (
        "Order four five, one two is on its way. It should arrive on Wednesday the fourth of March. "
        "Is there anything else I can help you with?"
    )
    assert call.all(MatterBegan) == [MatterBegan("track_order", "track_order")]
    assert call.all(MatterSettled) == [MatterSettled("track_order", "track_order")]
    assert call.say("no thank you", "deny") == "Thank you for calling. Goodbye."
    assert call.wait == HangUp("contained")


def test_a_number_in_the_first_sentence_is_not_asked_for_again(call):
    call.say("where is order four five one two", "track_order", order_number="4512")
    assert call.wait.arguments == {"order_number": "4512"}


def test_an_unsure_number_in_the_first_sentence_is_read_back(call):
    said = call.say("where is my order", "track_order", sure=False, order_number="4512")
    assert said == "I have four five, one two. Is that right?"


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ({"state": "placed"}, "is being prepared. It should arrive on Wednesday"),
        ({"state": "processing", "expected_on": None}, "You'll get an email as soon as"),
        ({"state": "shipped", "expected_on": None}, "is on its way to you."),
        ({"state": "delayed", "delay_reason": "the van broke down"}, "because the van broke down."),
        ({"state": "delayed"}, "is late. It should now arrive on Wednesday"),
        ({"state": "delayed", "expected_on": None}, "Shall I get a person to look into it?"),
        ({"state": "out_for_delivery"}, "should arrive today."),
        ({"state": "delivered", "delivered_on": "2026-03-01"}, "delivered on Sunday the first of"),
        (
            {"state": "delivered", "delivered_on": "2026-03-01", "delivered_to": "the front desk"},
            "It went to the front desk.",
        ),
        ({"state": "delivered"}, "has been delivered."),
        ({"state": "cancelled"}, "has been cancelled"),
        ({"state": "returned"}, "has come back to us"),
        ({"state": "teleported"}, "I can't see where it is. Shall I get a person"),
    ],
)
def test_every_state_of_an_order_is_told(call, order, words):
    call.say("order four five one two", "track_order", order_number="4512")
    assert words in call.finish("found", order={**ORDER, **order})


def test_an_order_of_the_wrong_shape_never_becomes_a_claim(call):
    call.say("order four five one two", "track_order", order_number="4512")
    said = call.finish("found", order={"state": "shipped", "expected_on": ["soon"]})
    assert said.startswith("I'm sorry, something has gone wrong on our side. I'll get a person")


def test_an_unknown_number_is_checked_once_then_a_person_helps(call):
    call.say("order four five one three", "track_order", order_number="4513")
    said = call.finish("not_found")
    assert said.startswith("I can't find an order with the number four five, one three.")
    call.key("9999")
    said = call.finish("not_found")
    assert said.startswith("I can't find nine nine, nine nine either")
    assert "will call you back" in said


def test_a_caller_without_a_number_comes_to_a_person(call):
    call.say("where is my order", "track_order")
    said = call.say("i don't have it")
    assert said.startswith("That's all right. A person can find your order another way.")
    assert call.state.slots["transfer"]["reason"].startswith("The caller wants to know where")


def test_a_failed_look_up_apologises_and_offers_a_person(call):
    call.say("order four five one two", "track_order", order_number="4512")
    call.finish("failed")
    assert call.finish("failed") == (
        "I'm sorry, I can't look that up right now. It's a fault on our side. "
        "Shall I get a person to help you?"
    )
    assert call.say("no", "deny") == "Is there anything else I can help you with?"
    call.say("no", "deny")
    assert call.wait == HangUp("abandoned")


# ---- a person -------------------------------------------------------------------------------


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


def test_a_matter_for_people_goes_to_its_queue(call):
    call.say("i was charged twice", "billing_dispute")
    assert call.state.slots["transfer"]["queue"] == "support"
    assert call.state.slots["transfer"]["trigger"] == "human_only"


def test_what_was_named_beside_the_plea_is_kept(call):
    call.say("where is my order", "track_order")
    call.say("a person order four five one two", "speak_to_human", order_number="4512")
    assert call.state.slots["track_order.order_number"] == "4512"


def test_matters_of_the_next_release_are_honest_and_offer_a_person(call):
    said = call.say("cancel my order", "cancel_order")
    assert said.startswith("I can't do that for you myself yet")
    assert call.key("1").startswith("I'll get a person")
    assert call.all(MatterSettled) == []


# ---- talk about the talk --------------------------------------------------------------------


def test_repeat_says_all_of_it_again(call):
    first = call.say("what are your hours", "faq_opening_hours")
    assert call.say("say that again", "repeat") == f"Of course. {first}"
    assert call.key("") == f"Sure, once more. {first}"
    assert call.all(StepFailed) == []


def test_thanks_and_greetings_are_answered_and_the_question_stays(call):
    assert call.say("hello", "greet") == "Hello. What can I do for you?"
    assert call.say("thanks", "thank") == "You're welcome. How can I help?"


def test_thanks_at_the_end_is_a_no(call):
    call.key("2")
    assert call.say("thank you", "thank") == "Thank you for calling. Goodbye."


def test_goodbye_ends_the_call_and_an_open_matter_is_not_called_settled(call):
    call.say("where is my order", "track_order")
    assert call.say("goodbye", "goodbye") == "Thank you for calling. Goodbye."
    assert call.wait == HangUp("abandoned")


def test_go_back_returns_to_the_question_before(call):
    call.say("cancel", "speak_to_human")
    call.say("no", "deny")
    assert call.wait.step == "person.ask_number"
    assert call.say("go back", "go_back").startswith("Is five zero zero")
    assert call.wait.step == "person.offer_own_number"


def test_go_back_at_the_first_question_says_so(call):
    assert call.key("*") == "This is the first question. What can I do for you?"


def test_go_back_at_a_confirmation_asks_for_the_value_anew(call):
    call.say("where is my order", "track_order", sure=False, order_number="4512")
    assert call.say("go back", "go_back") == "What's your order number?"


# ---- more than one matter -------------------------------------------------------------------


def test_a_question_in_between_is_answered_and_the_first_one_comes_back(call):
    call.say("where is my order", "track_order")
    said = call.say("what are your hours", "faq_opening_hours")
    assert said.endswith("Now, back to where we were. Could you give me your order number?")
    assert call.all(MatterSettled) == [MatterSettled("faq_opening_hours", "faq_opening_hours")]
    call.key("4512")
    assert call.wait.action == "look_up_order"


def test_a_value_waiting_to_be_confirmed_survives_a_question_in_between(call):
    call.say("where is my order", "track_order", sure=False, order_number="4512")
    said = call.say("how long is shipping", "faq_shipping")
    assert said.endswith("So that's four five, one two. Is that right?")


def test_naming_the_matter_under_way_again_counts_as_no_answer(call):
    call.say("where is my order", "track_order")
    assert call.say("where is my order", "track_order").startswith("Sorry, I didn't catch that.")


def test_a_second_matter_beside_an_answer_is_served_next(call):
    call.say("where is my order", "track_order")
    call.say("four five one two and your hours", "faq_opening_hours", order_number="4512")
    assert call.state.pending == ("faq_opening_hours",)
    said = call.finish("found", order=ORDER)
    assert "Now, the other thing you mentioned. We're open" in said
    assert call.state.pending == ()


def test_a_matter_named_at_a_menu_is_not_drowned_by_a_yes(call):
    call.key("2")
    assert call.say("yes where is my order", "track_order") == "What's your order number?"


def test_a_second_order_is_asked_for_afresh(call):
    call.say("order four five one two", "track_order", order_number="4512")
    call.finish("found", order=ORDER)
    assert call.say("track another order", "track_order") == "What's your order number?"
    assert "track_order.order" not in call.state.slots


# ---- silence, noise, faults -----------------------------------------------------------------


def test_silence_and_noise_have_words_of_their_own(call):
    assert call.silence().startswith("I didn't hear anything. You can say, where is my order.")
    assert call.noise().startswith("There's some noise on the line. You can also use the keys.")
    assert [each.why for each in call.all(StepFailed)] == ["silence", "noise"]


def test_three_silences_in_a_row_end_the_call_politely(call):
    call.silence()
    call.silence()
    assert "Please call this number again" in call.silence()
    assert call.wait == HangUp("abandoned")


def test_a_word_between_silences_starts_their_count_anew(call):
    call.silence()
    call.silence()
    call.say("no", "deny")
    call.silence()
    assert call.state.outcome is None


def test_after_a_lost_line_the_question_comes_again_with_an_apology(call):
    question = call.say("where is my order", "track_order")
    assert call.happen(LineRestored()) == f"Sorry, we lost the line for a moment. {question}"
    assert call.all(StepFailed) == []


def test_a_second_beginning_changes_nothing(call):
    waiting = call.wait
    assert call.happen(CallBegan()) == ""
    assert call.wait == waiting


def test_a_flow_that_is_gone_in_mid_call_leads_to_a_person(call, library):
    call.say("where is my order", "track_order")
    left = {name: flow for name, flow in library.flows.items() if name != "track_order"}
    call.flows = type(library)(left, library.policy, library.phrases)
    assert call.key("4512").startswith("I'm sorry, something has gone wrong on our side.")
    assert call.wait.step == "person.offer_own_number"


def test_a_fault_in_the_flow_person_ends_the_call_with_words(call, library):
    call.key("0")
    left = {name: flow for name, flow in library.flows.items() if name != "person"}
    call.flows = type(library)(left, library.policy, library.phrases)
    assert "I can't go on with this call." in call.key("1")
    assert call.wait == HangUp("failed")


def test_endless_talk_ends_at_a_person_and_then_ends(call):
    turns = 0
    while not isinstance(call.wait, HangUp):
        call.say("say that again", "repeat")
        turns += 1
        assert turns <= 121
    assert call.state.slots["transfer"]["trigger"] == "step_failed"
    assert call.wait == HangUp("failed")


def test_slots_known_from_the_start_are_told(call):
    assert call.outputs[0] == SlotFilled("caller", {"number": "+15005550101"}, "flow")
