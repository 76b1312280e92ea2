"""Where announcements are among a call's first words, and that callers hear them."""

from datetime import timedelta

import pytest

from flows.events import Grammar, HangUp, Keys, Listen, Speak, StepEntered
from ivr.calls.announcing import STEP, with_announcements
from ivr.calls.events import PromptStarted
from ivr.store.recorder import utc_now
from tests.fakes.caller import Caller

GREETING, QUESTION = Speak("welcome.greet", "Hello."), Speak("menu.ask", "How can I help?")
ENTERED, WAIT = StepEntered("menu.ask"), Listen("menu.ask", Grammar(), Keys())
TOLD = Speak(STEP, "Payments are down.")


@pytest.mark.parametrize(
    ("outputs", "place"),
    [
        ((GREETING, ENTERED, QUESTION, WAIT), 1),
        ((ENTERED, QUESTION, WAIT), 1),
        ((GREETING, HangUp("contained")), 1),
        ((WAIT,), 0),
    ],
)
def test_they_come_after_the_greeting_and_before_the_question(outputs, place):
    told = with_announcements(outputs, (TOLD.text, "Cards too."))
    both = (TOLD, Speak(STEP, "Cards too."))
    assert told == (*outputs[:place], *both, *outputs[place:])
    assert with_announcements(outputs, ()) == outputs


def test_every_new_caller_is_told_until_it_is_ended(new_line, caller_speech):
    line = new_line()
    ongoing = Caller(line, caller_speech).calls()
    ongoing.hears("How can I help?")
    announcements = line.release_parts.announcements
    until = utc_now() + timedelta(hours=2)
    outage = announcements.announce("We know about the outage in Springfield.", until, "ann")
    told = Caller(line, caller_speech).calls()
    told.hears("thank you for calling.")
    told.hears("We know about the outage in Springfield.")
    told.hears("How can I help?")
    assert "outage" in " ".join(text for _, text in told.of_kind(PromptStarted)[0].marks)
    ongoing.phone.lose()
    assert ongoing.ending == "lost"
    ongoing.connects().hears("we lost the line for a moment")
    ongoing.presses("1")
    ongoing.hears("To hear where an order is, press one.")
    assert announcements.end(outage, "ann")
    later = Caller(line, caller_speech).calls()
    later.hears("How can I help?")
    for caller in (ongoing, later):
        assert not caller.was_told("outage")
    for caller in (ongoing, told, later):
        caller.hangs_up()
