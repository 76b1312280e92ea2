"""Whole conversations: a caller with a synthetic voice, every part of the line real."""

import numpy as np
import pytest

from flows.events import CallerRated, MatterBegan, MatterSettled
from ivr.calls.events import (
    CallbackStored,
    CallEnded,
    CallerKeyed,
    CallerSpoke,
    CallStarted,
    Decided,
    NoiseNoted,
    PromptHeard,
    PromptStarted,
    SilenceNoted,
    StreamClosed,
    StreamOpened,
    TransferRequested,
    Understood,
)
from ivr.store import callbacks
from telephony.mulaw import SILENCE, encode

GREETING = "Hello, and thank you for calling. You can ask for a person at any time. How can I help?"


def promised(caller):
    with caller.line.database.reading() as session:
        return callbacks.of_call(session, caller.call_sid)


def test_a_call_is_greeted(caller):
    caller.calls()
    caller.hears(GREETING)
    assert caller.events[0] == CallStarted("inbound", caller.line.releases.live().version)
    assert caller.events[1] == StreamOpened(caller.phone.stream_sid, 1)
    assert caller.hangs_up() == "stopped"
    prompt = caller.one(PromptStarted)
    assert prompt.text == GREETING
    assert prompt.voice_to_voice_ms is None
    assert caller.one(PromptHeard) == PromptHeard(prompt.prompt_id, GREETING, True)


def test_an_order_is_tracked_by_voice(caller):
    caller.calls()
    caller.hears("How can I help?")
    caller.says("where is my order")
    caller.hears("order number?")
    caller.says("four five one two")
    caller.hears("It should arrive on")
    caller.hears("anything else I can help you with?")
    caller.says("no thank you")
    caller.hears("Or just hang up.")
    caller.presses("5")
    caller.hears("Goodbye.")
    assert caller.ending == "ended"
    assert caller.one(CallerRated) == CallerRated(5)
    assert [spoke.text for spoke in caller.of_kind(CallerSpoke)] == [
        "where is my order",
        "four five one two",
        "no thank you",
    ]
    assert caller.of_kind(Understood)[0].understanding.source == "keywords"
    assert caller.of_kind(Decided)[0].decision.action == "automate"
    assert caller.one(MatterBegan) == MatterBegan("track_order", "track_order")
    assert caller.one(MatterSettled) == MatterSettled("track_order", "track_order")
    assert all(heard.complete for heard in caller.of_kind(PromptHeard))
    assert caller.events[-2:] == [
        CallEnded("contained", "line_hung_up"),
        StreamClosed(caller.phone.stream_sid, "ended"),
    ]
    assert (caller.call.outcome, caller.call.intent) == ("contained", "track_order")


def test_an_answer_to_speech_says_how_long_it_took(caller):
    caller.calls()
    caller.hears("How can I help?")
    caller.says("where is my order")
    caller.hears("order number?")
    caller.says("four five one two")
    caller.hears("It should arrive on")
    caller.hangs_up()
    greeting, question, answer = caller.of_kind(PromptStarted)
    assert greeting.voice_to_voice_ms is None
    assert question.voice_to_voice_ms > 0
    assert answer.voice_to_voice_ms > 0, "the answer that came by way of an action"


def test_an_order_is_tracked_by_keys(caller):
    caller.calls()
    caller.wants_an_order()
    caller.hears("order number?")
    caller.presses("4521#")
    caller.hears("It went to your front door.")
    caller.hears("Have you got it?")
    caller.presses("1")
    caller.hears("anything else")
    caller.hangs_up()
    assert caller.of_kind(CallerKeyed) == [
        CallerKeyed("1", None),
        CallerKeyed("1", None),
        CallerKeyed("4521", "order_number"),
        CallerKeyed("1", None),
    ]
    assert not caller.of_kind(CallerSpoke)
    assert caller.one(CallEnded).outcome == "contained"


def test_a_key_stops_the_prompt(caller):
    caller.calls()
    caller.phone.until(lambda: caller.phone.is_playing)
    caller.phone.wait(500)
    caller.presses("2")
    caller.hears("For a new password")
    caller.hangs_up()
    assert caller.phone.clears[0] > 0
    greeting = caller.of_kind(PromptHeard)[0]
    assert not greeting.complete
    assert GREETING.startswith(greeting.heard_text)


def test_words_stop_the_prompt_and_the_record_says_what_was_heard(caller):
    caller.calls()
    caller.interrupts("where is my order", after_ms=1500)
    caller.hears("order number?")
    caller.hangs_up()
    assert len(caller.phone.clears) == 1
    assert caller.phone.clears[0] > 0
    greeting, *_ = caller.of_kind(PromptHeard)
    assert not greeting.complete
    assert greeting.heard_text.startswith("Hello, and thank you for calling.")
    assert "How can I help" not in greeting.heard_text
    spoke = caller.one(CallerSpoke)
    assert spoke.interrupted_prompt == greeting.prompt_id
    sent = b"".join(phrase.mulaw for phrase in caller.line.voice.render(GREETING).phrases)
    assert bytes(caller.phone.heard).lstrip(SILENCE).find(sent[:4000].strip(SILENCE)) == 0
    assert sent.strip(SILENCE) not in bytes(caller.phone.heard)


def test_a_murmur_of_consent_does_not_stop_the_prompt(caller):
    caller.calls()
    caller.interrupts("uh huh", after_ms=1500)
    caller.hears("How can I help?")
    caller.hangs_up()
    assert caller.phone.clears == []
    assert caller.one(PromptHeard).complete


def test_three_silences_end_the_call_kindly(caller):
    caller.calls()
    caller.hears("How can I help?")
    caller.hears("I didn't hear anything.")
    caller.hears("I'll hang up now. Please call this number again whenever you like. Goodbye.")
    assert caller.ending == "ended"
    assert len(caller.of_kind(SilenceNoted)) == 3
    assert {noted.after_s for noted in caller.of_kind(SilenceNoted)} == {7.0}
    assert caller.one(CallEnded) == CallEnded("abandoned", "line_hung_up")


def test_noise_is_no_answer(caller):
    rng = np.random.default_rng(4)
    noise = encode((rng.standard_normal(8 * 900) * 2500).astype(np.int16))
    caller.calls()
    caller.hears("How can I help?")
    caller.phone.wait(300)
    caller.phone.say(noise)
    caller.hears("noise on the line. You can also use the keys.")
    caller.asks_for_hours()
    caller.hears("These are our hours")
    caller.hangs_up()
    assert caller.one(NoiseNoted).step == "main_menu.ask"


def test_a_person_asked_for_is_promised(caller):
    caller.calls()
    caller.interrupts("i want to speak to a person")
    caller.hears("our support team will call you back")
    caller.hears("Shall they call the number you're calling from")
    caller.says("yes")
    caller.hears("That's arranged")
    caller.hears("Goodbye.")
    assert caller.ending == "ended"
    (callback,) = promised(caller)
    assert (callback.number, callback.queue) == (caller.number, "support")
    assert caller.one(CallbackStored).number_ends == "0101"
    assert caller.one(TransferRequested).trigger == "asks_for_person"
    assert caller.one(CallEnded) == CallEnded("callback", "line_hung_up")


@pytest.mark.parametrize("stage", ["greeting", "open question", "number"])
def test_zero_fetches_a_person_at_any_time(caller, stage):
    caller.calls()
    if stage != "greeting":
        caller.hears("How can I help?")
    if stage == "number":
        caller.wants_an_order()
        caller.hears("order number?")
    caller.presses("0#" if stage == "number" else "0")
    caller.hears("will call you back")
    caller.hangs_up()
    assert caller.one(TransferRequested).trigger == "asks_for_person"


def test_a_caller_without_a_number_is_asked_for_one(caller_without_number):
    caller = caller_without_number
    caller.calls()
    caller.presses("0")
    caller.hears("Which number should they call?")
    caller.presses("2125550123#")
    caller.hears("Is that right?")
    caller.presses("1")
    caller.hears("That's arranged")
    caller.hears("Goodbye.")
    assert caller.ending == "ended"
    assert [each.number for each in promised(caller)] == ["+12125550123"]
    assert caller.call.from_number == ""


def test_a_question_is_repeated(caller):
    caller.calls()
    caller.wants_an_order()
    caller.hears("What's your order number?")
    caller.says("say that again")
    caller.hears("Of course. What's your order number?")
    caller.hangs_up()


def test_a_caller_who_says_goodbye_may_go(caller):
    caller.calls()
    caller.hears("How can I help?")
    caller.says("goodbye")
    caller.hears("Thank you for calling. Goodbye.")
    assert caller.ending == "ended"
    assert caller.one(CallEnded) == CallEnded("abandoned", "line_hung_up")


def test_an_order_that_is_not_there_is_a_matter_for_a_person(caller):
    caller.calls()
    caller.wants_an_order()
    caller.hears("order number?")
    caller.presses("9999#")
    caller.hears("I can't find an order with the number")
    caller.presses("9998#")
    caller.hears("I'd rather have somebody look into it")
    caller.hears("Shall they call the number you're calling from")
    caller.hangs_up()
    assert caller.one(TransferRequested).trigger == "step_failed"
    assert caller.one(CallEnded).outcome == "abandoned"
