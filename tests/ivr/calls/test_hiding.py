"""What is recorded at a wait for a secret."""

import pytest

from flows.definition import FlowSet
from flows.events import Grammar, Keys, Listen
from ivr.calls.event_kinds import to_body
from ivr.calls.events import CallerKeyed, CallerSpoke, SilenceNoted, Understood
from ivr.calls.live_call import LiveCall
from nlu.understanding import Entity, Understanding
from tests.fakes.loaded import loaded

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
    return LiveCall("CA1", "", loaded(FlowSet({})), 1, waiting=wait)


@pytest.mark.parametrize("event", EVENTS)
def test_a_secret_is_recorded_as_one_whatever_its_slot_is_called(event):
    shown = str(to_body(call_at(secret=True).shown(event)))
    assert "314159" not in shown
    assert WORDS not in shown
    assert "[secret]" in shown


@pytest.mark.parametrize("event", EVENTS)
def test_other_words_are_recorded_as_they_are(event):
    assert call_at(secret=False).shown(event) == event
    assert LiveCall("CA1", "", loaded(FlowSet({})), 1).shown(event) == event


def test_what_holds_no_words_stays_as_it_is():
    assert call_at(secret=True).shown(SilenceNoted("a.b", 6.0)) == SilenceNoted("a.b", 6.0)


MENU = Listen(
    "identify.choose",
    Grammar(phrases=("pin",)),
    Keys(menu=(("2", "pin"),)),
    near_secret=True,
)
NUMBER = Listen("cancel.ask", Grammar("digits"), Keys(4, 4), "order_number")


def call_after(*, secret: bool, wait: Listen | None) -> LiveCall:
    call = call_at(secret=secret)
    call.wait_for(None)
    call.wait_for(wait)
    return call


@pytest.mark.parametrize("event", EVENTS)
def test_a_secret_given_where_another_question_of_its_flow_is_asked(event):
    shown = str(to_body(call_after(secret=False, wait=MENU).shown(event)))
    assert "314159" not in shown
    assert WORDS not in shown


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("wait", [None, NUMBER, MENU])
def test_a_secret_given_once_more_before_the_next_question(event, wait):
    shown = str(to_body(call_after(secret=True, wait=wait).shown(event, early=True)))
    assert "314159" not in shown
    assert WORDS not in shown


def test_what_is_no_secret_is_recorded_beside_one():
    call = call_after(secret=True, wait=MENU)
    for event in (
        CallerKeyed("2"),
        CallerKeyed("0"),
        CallerSpoke("the second one please", 0, 900, 1300, "open"),
    ):
        assert call.shown(event) == event
    assert call.shown(CallerKeyed("7")).digits == "[secret]"
    call.wait_for(NUMBER)
    assert call.shown(CallerKeyed("4512")).digits == "4512"


def test_a_number_called_a_secret_is_nowhere_taken_for_another():
    text = f"order four five one two and my pin is {WORDS}"
    order = Entity("order_number", "4512", "four five one two", 6, 23)
    said = Understanding(text, "track_order", 0.9, entities=(order, ENTITY))
    taken = call_after(secret=False, wait=NUMBER).taken(said)
    assert taken.entities == (order,)
    assert taken.text == "order four five one two and my pin is [secret]"
    assert call_at(secret=True).taken(said) == said
