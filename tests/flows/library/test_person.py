from dataclasses import replace

import pytest

from flows.events import CallerRated, HangUp, Listen, RecordMessage, SlotFilled, TransferCaller
from tests.flows.conftest import Call


@pytest.mark.parametrize("ask", ["voice", "key"])
def test_a_person_is_fetched_at_once_from_anywhere(call, ask):
    call.say("where is my order", "track_order")
    said = call.say("a person please", "speak_to_human") if ask == "voice" else call.key("0")
    assert said.startswith("Of course. I'm getting someone from our support team. I'm sorry,")
    assert said.endswith("zero one, zero one? Or press three to leave a message.")
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
    assert call.finish("no_number").endswith("press one. For the main menu, press two.")
    call.say("no", "deny")
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


@pytest.fixture
def holding(call):
    """A caller who asked for a person, and whom the line hands over."""
    call.nobody_comes = False
    call.key("0")
    return call


@pytest.mark.parametrize(
    ("trigger", "why"),
    [
        ("asks_for_person", "Of course."),
        ("distress", "I'm sorry about all this."),
        ("human_only", "A person should look at that with you."),
        ("step_failed", "We're not getting on well here,"),
        ("not_understood", "I'm having trouble understanding,"),
        ("system_failure", "That's our fault, not yours."),
        ("repeat_call", "You've called us about this before,"),
        ("made_up", "A person should look at that with you."),
    ],
)
def test_the_caller_hears_at_once_what_happens_and_why(play, trigger, why):
    call = play(
        f"start: t\nsteps:\n  t: {{type: transfer, queue: care, trigger: {trigger}}}",
        nobody_comes=False,
    )
    said = " ".join(output.text for output in call.outputs if hasattr(output, "text"))
    assert said.startswith(why)
    assert "from our customer care team" in said
    assert call.wait.trigger == trigger


def test_where_the_queue_is_closed_nobody_is_promised(library):
    support = replace(library.policy.queues["support"], hours={})
    policy = replace(library.policy, queues={**library.policy.queues, "support": support})
    call = Call(replace(library, policy=policy), nobody_comes=False)
    call.begin()
    assert call.key("0") == ""
    assert isinstance(call.wait, TransferCaller)
    said = call.finish("nobody", why="closed")
    assert said.startswith("I'm sorry, nobody is at work at this time")


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("closed", "nobody is at work at this time"),
        ("nobody_available", "nobody is there to join this call right now"),
        ("all_tried", "I tried everybody and nobody could take the call"),
        ("limit", "everybody is still busy, and I won't keep you waiting any longer"),
        ("made_up", "nobody is there to join this call right now"),
    ],
)
def test_where_nobody_comes_the_caller_hears_the_reason_and_has_the_choice(holding, why, words):
    said = holding.finish("nobody", why=why)
    assert said.startswith(f"I'm sorry, {words}, but our support team will call you back.")
    assert [key for key, _ in holding.wait.keys.menu] == ["1", "2", "3", "4"]


def test_a_transfer_that_failed_is_our_fault(holding):
    assert holding.finish("failed").startswith("I'm sorry, I can't connect you just now. It's a ")


def test_a_callback_by_key_while_holding_is_arranged_without_an_apology(holding):
    said = holding.finish("callback")
    assert said.startswith("Good. Then our support team will call you back. Shall they call the")
    holding.key("1")
    assert holding.wait.action == "store_callback"


@pytest.mark.parametrize("how", ["key", "voice"])
def test_a_message_can_be_left(call, how):
    call.key("0")
    said = call.key("3") if how == "key" else call.say("leave a message")
    assert said.startswith("Please leave your message after the tone")
    asked = RecordMessage(
        "person.message", "person.message.0", "support", "The caller asked for a person", 120.0, 4.0
    )
    assert call.wait == asked
    said = call.finish("recorded")
    assert "I've kept your message, and our support team will listen" in said
    assert call.wait == HangUp("voicemail")


def test_a_message_without_a_word_is_asked_for_again_or_something_else(call):
    call.key("0")
    call.key("3")
    assert call.finish("empty").startswith("I didn't hear a message. To try again, press one.")
    call.key("1")
    assert call.wait.key == "person.message.1"
    call.finish("empty")
    assert "the right number to call?" in call.key("2")
    call.key("3")
    call.finish("empty")
    call.key("3")
    assert call.wait.step == "main_menu.ask"


def test_a_message_that_cannot_be_recorded_leads_back_to_the_callback(call):
    call.key("0")
    call.key("3")
    said = call.finish("failed")
    assert said.startswith("I'm sorry, I can't record a message just now. ")
    assert "right number to call?" in said


def test_the_main_menu_lets_go_of_the_plea_and_what_is_done_then_counts(call):
    call.say("where is my order", "track_order")
    call.key("0")
    call.key("4")
    assert call.wait.step == "main_menu.ask"
    assert not call.state.awaits_person
    assert call.state.matters == ()
    call.say("what are your hours", "faq_opening_hours")
    call.say("no", "deny")
    call.silence()
    assert call.wait == HangUp("contained")


def test_without_a_number_a_message_can_be_left(call_from):
    call = call_from("anonymous")
    call.key("0")
    for _ in range(2):
        call.silence()
    assert call.silence().startswith("I haven't got a number to call you on.")
    call.key("1")
    assert isinstance(call.wait, RecordMessage)


def test_after_the_talk_a_caller_who_was_cut_off_comes_to_a_person_again(holding):
    first = holding.wait.key
    said = holding.finish("talked", back={})
    assert said.startswith("Your conversation has ended. If you were cut off, press one.")
    said = holding.key("1")
    assert said == "I'm sorry about that. I'm getting someone from our support team again."
    assert isinstance(holding.wait, TransferCaller)
    assert holding.wait.key != first


def test_after_the_talk_silence_ends_the_call_kindly(holding):
    holding.finish("talked", back={})
    for _ in range(3):
        said = holding.silence()
    assert said.endswith("Thank you for talking with us. Goodbye.")
    assert holding.wait == HangUp("transferred")


def test_the_agent_sends_the_caller_to_a_rating(holding):
    assert holding.finish("talked", back={"to": "rating"}).startswith("One last thing:")
    holding.key("4")
    assert holding.all(CallerRated) == [CallerRated(4)]
    assert holding.wait == HangUp("transferred")


def test_the_agent_sends_the_caller_to_another_queue_with_a_note(holding):
    back = {"to": "queue", "queue": "billing", "note": "Charged twice for 4512"}
    said = holding.finish("talked", back=back)
    assert said.startswith("I'm getting you someone from our billing team now.")
    assert holding.wait == TransferCaller(
        "billing",
        "The caller asked for a person",
        "asks_for_person",
        key="transfer:2",
        note="Charged twice for 4512",
    )
    told = [each for each in holding.all(SlotFilled) if each.slot == "transfer"]
    assert [each.value["queue"] for each in told] == ["support", "billing"]


def test_a_queue_that_there_is_not_is_asked_again_where_the_caller_was(holding):
    holding.finish("talked", back={"to": "queue", "queue": "gone"})
    assert holding.wait.queue == "support"


def test_the_agent_sends_the_caller_back_to_the_line(holding):
    assert holding.finish("talked", back={"to": "line"}).startswith("Is there anything else")
    holding.say("what are your hours", "faq_opening_hours")
    assert isinstance(holding.wait, Listen)
    holding.say("no", "deny")
    holding.silence()
    assert holding.wait == HangUp("transferred")


class TestRingingAgain:
    """Callers who rang about a matter before, which the policy gives to a person now."""

    @pytest.fixture
    def again(self, library) -> Call:
        known = {"caller": {"number": "+15005550101"}, "rang_about": ["refund"]}
        call = Call(library, known, nobody_comes=False)
        call.begin()
        return call

    def test_keys_lead_to_a_person_with_a_reason_that_names_the_matter(self, again):
        again.key("1")
        said = again.key("3")
        assert said.startswith("You've called us about this before,")
        assert (again.wait.queue, again.wait.trigger) == ("billing", "repeat_call")
        assert again.wait.reason == (
            "The caller rang about the same matter before, and has to ring again (A refund)"
        )

    def test_so_does_a_matter_that_waits_for_its_turn(self, again):
        again.nobody_comes = True
        again.name_all("opening hours and my refund", "faq_opening_hours", "refund")
        assert again.state.slots["transfer"]["trigger"] == "repeat_call"

    def test_another_matter_is_served(self, again):
        again.key("1")
        assert "order number" in again.key("1")

    def test_where_nobody_comes_the_usual_choices_and_the_menu_are_there_and_no_loop(self, again):
        again.nobody_comes = True
        again.key("1")
        assert "Or press three to leave a message." in again.key("3")
        assert again.key("4") in ("How can I help?", "What can I do for you?")
        again.key("1")
        again.key("3")
        assert again.state.flow in ("refund", "identify")
        assert again.state.transfers == 1
