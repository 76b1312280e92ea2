"""How the shipped library talks, whatever the caller does."""

from flows.events import (
    CallBegan,
    HangUp,
    LineRestored,
    MatterSettled,
    SlotFilled,
    StepFailed,
)

ORDER = {"number": "4512", "state": "shipped", "expected_on": "2026-03-04"}


def test_the_greeting_ends_in_the_opening_question(call):
    texts = [each.text for each in call.outputs if hasattr(each, "text")]
    assert texts[-1] == "How can I help?"
    assert call.wait.grammar.kind == "open"
    assert call.wait.keys.menu[0] == ("1", "my orders")


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
    call.say("what are your hours", "faq_opening_hours")
    assert call.say("thank you", "thank").startswith("Before you go: how did I do,")
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
    call.say("what are your hours", "faq_opening_hours")
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


def test_a_line_lost_during_an_action_does_not_bring_the_answered_question(call):
    call.say("where is my order", "track_order", order_number="4512")
    assert call.happen(LineRestored()) == "Sorry, we lost the line for a moment."
    assert call.wait.action == "look_up_order"
    said = call.finish("found", order={"number": "4512", "state": "shipped"})
    assert said.startswith("Order four five, one two is on its way")


def test_what_was_told_before_the_action_is_told_again(play):
    call = play(
        """
        start: ask
        steps:
          ask: {type: collect, prompt: "Go?", choices: [{key: "1", phrase: "yes", next: done}]}
          done: {type: say, prompt: "It's done.", next: look}
          look: {type: action, action: look, outcomes: {found: settled}}
        """
    )
    call.key("1")
    assert call.happen(LineRestored()) == "Sorry, we lost the line for a moment. It's done."
