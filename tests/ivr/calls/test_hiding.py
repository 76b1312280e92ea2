"""What is recorded at a wait for a secret."""

import pytest

from flows.events import Grammar, Keys, Listen
from ivr.calls.event_kinds import to_body
from ivr.calls.events import CallerKeyed, CallerSpoke, SilenceNoted, Understood
from ivr.calls.live_call import LiveCall
from nlu.understanding import Entity, Understanding

WORDS = "three one four one five nine"
SAID = CallerSpoke(WORDS, 0, 900, 1300, "digits", slot="word_of_mouth")
ENTITY = Entity("order_number", "314159", WORDS, 0, len(WORDS))
EVENTS = [
    SAID,
    CallerKeyed("314159", "word_of_mouth"),
    Understood(Understanding(WORDS, "provide_number", 0.9, entities=(ENTITY,)), 3.0),
]


def call_at(*, secret: bool) -> LiveCall:
    wait = Listen("identify.ask", Grammar("digits"), Keys(), "word_of_mouth", secret=secret)
    return LiveCall("CA1", "", "1", 1, waiting=wait)


@pytest.mark.parametrize("event", EVENTS)
def test_a_secret_is_recorded_as_one_whatever_its_slot_is_called(event):
    shown = str(to_body(call_at(secret=True).shown(event)))
    assert "314159" not in shown
    assert WORDS not in shown
    assert "[secret]" in shown


@pytest.mark.parametrize("event", EVENTS)
def test_other_words_are_recorded_as_they_are(event):
    assert call_at(secret=False).shown(event) == event
    assert LiveCall("CA1", "", "1", 1).shown(event) == event


def test_what_holds_no_words_stays_as_it_is():
    assert call_at(secret=True).shown(SilenceNoted("a.b", 6.0)) == SilenceNoted("a.b", 6.0)
