"""Talk about the talk: slower, wait, start over, the main menu."""

from flows.events import Speak, StepFailed

TRACK = ("where is my order", "track_order")


def test_slower_says_it_again_slowly_and_stays_slow(call):
    said = call.say("slower please", "slower")
    assert said.startswith("Of course, more slowly. Hello, and thank you for calling.")
    call.key("2")
    assert {each.pace for each in call.outputs if isinstance(each, Speak)} == {"normal", "slow"}
    assert call.all(Speak)[-1].pace == "slow"


def test_wait_holds_for_two_minutes_and_then_asks(call):
    call.say(*TRACK)
    assert call.say("wait a second", "wait").startswith("Of course. I'll wait for up to two")
    assert call.wait.silence_s == 120.0
    assert call.silence() == "Are you still there?"
    assert call.wait.silence_s == 8.0
    assert call.say("yes", "affirm") == "Could you give me your order number?"
    assert call.all(StepFailed) == []


def test_what_answers_while_the_line_waits_is_taken(call):
    call.say(*TRACK)
    call.say("hold on", "wait")
    call.say("four five one two", order_number="4512")
    assert call.wait.arguments == {"order_number": "4512"}


def test_a_caller_who_is_back_hears_the_question(call):
    call.say(*TRACK)
    call.say("hold on", "wait")
    assert call.noise() == ""
    assert call.wait.silence_s == 120.0
    assert call.say("okay i'm back") == "Could you give me your order number?"
    assert call.all(StepFailed) == []


def test_a_yes_after_a_long_wait_confirms_nothing(call):
    call.say(*TRACK, sure=False, order_number="4512")
    call.say("hold on", "wait")
    call.silence()
    assert call.say("yes", "affirm") == "So that's four five, one two. Is that right?"


def test_repeat_says_the_question_and_not_the_promise_to_wait(call):
    question = call.say(*TRACK)
    call.say("hold on", "wait")
    assert call.say("what", "repeat") == f"Of course. {question}"


def test_silence_after_the_long_wait_ends_the_call_in_time(call):
    call.say("hold on", "wait")
    for _ in range(5):
        call.silence()
    assert call.state.phase == "ended"


def test_start_over_begins_the_matter_anew(call):
    call.say(*TRACK, order_number="4512")
    call.finish("not_found")
    assert call.say("start over", "start_over").startswith("Let's start over. ")
    assert call.wait.step == "track_order.ask_number"
    assert "track_order.order_number" not in call.state.slots
    assert call.state.matters == (("track_order", "track_order"),)


def test_start_over_at_the_first_question_leads_to_the_main_menu(call):
    call.say(*TRACK)
    assert call.say("start over", "start_over").startswith("Back to the start.")
    assert call.wait.step == "main_menu.ask"
    assert call.state.matters == ()


def test_the_main_menu_lets_the_matter_go(call):
    call.say(*TRACK, order_number="4512")
    call.finish("not_found")
    call.say("main menu", "main_menu")
    assert call.wait.step == "main_menu.ask"
    assert (call.state.matters, call.state.stack) == ((), ())


def test_a_caller_who_changes_their_mind_about_a_person_leaves_nothing_open(call):
    call.say(*TRACK)
    call.key("0")
    call.say("main menu", "main_menu")
    assert (call.state.matters, call.state.awaits_person) == ((), False)
    call.say("what are your hours", "faq_opening_hours")
    call.say("goodbye", "goodbye")
    call.key("5")
    assert call.state.outcome == "contained"
