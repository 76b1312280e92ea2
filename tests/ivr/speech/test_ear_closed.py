"""An ear whose call is over leaves its recogniser alone: another call listens with it."""

import threading

import pytest

from flows.events import Grammar
from ivr.speech.ear import Ear
from ivr.speech.ear_events import UtteranceHeard
from ivr.speech.hearing import EarSettings, Hearing
from ivr.speech.recognition import RecogniserPool
from telephony.mulaw import encode

FOUR_DIGITS = Grammar("digits", digits_min=4, digits_max=4)
YES_NO = Grammar("yes_no")
LATE = {
    "expect": lambda ear: ear.expect(YES_NO, silence_ms=100),
    "stop_waiting": lambda ear: ear.stop_waiting(),
    "prompt_began": lambda ear: ear.prompt_began(),
    "prompt_ended": lambda ear: ear.prompt_ended(),
    "key_pressed": lambda ear: ear.key_pressed(),
    "hear": lambda ear: ear.hear(b"\x80" * 1600, 60_000),
    "finish": lambda ear: ear.finish(),
    "close": lambda ear: ear.close(),
}


def texts(events):
    return [event.utterance.text for event in events if isinstance(event, UtteranceHeard)]


@pytest.fixture
def closed_and_open(model, sounds, line_with):
    """An ear closed in the middle of a word, and a line that listens with its recogniser."""
    pool = RecogniserPool(model)
    closed = Ear(pool)
    closed.hear(encode(sounds.say("four five one two"))[:6400], 0)
    closed.close()
    line = line_with(pool=pool)
    line.ear.expect(FOUR_DIGITS)
    return closed, line


@pytest.mark.parametrize("late", LATE.values(), ids=LATE.keys())
def test_a_late_call_changes_no_other_calls_words(closed_and_open, sounds, late):
    closed, line = closed_and_open
    speech = sounds.say("four five one two")
    events = line.hears(speech[: speech.size // 2])
    assert not late(closed)
    events += line.hears(speech[speech.size // 2 :], sounds.silence(1500))
    assert texts(events) == ["four five one two"]
    assert closed.now_ms <= 800
    assert not closed.speaking


def test_late_calls_from_a_thread_while_another_call_decodes(closed_and_open, sounds):
    closed, line = closed_and_open
    done = threading.Event()

    def call_late() -> None:
        while not done.is_set():
            for late in LATE.values():
                late(closed)
            done.wait(0.001)

    turn = threading.Thread(target=call_late)
    turn.start()
    try:
        events = line.hears(*[sounds.say("four five one two"), sounds.silence(1500)] * 5)
    finally:
        done.set()
        turn.join()
    assert texts(events) == ["four five one two"] * 5


def test_a_recogniser_is_given_back_once(model):
    pool = RecogniserPool(model)
    hearing = Hearing(pool, EarSettings())
    hearing.close()
    hearing.close()
    hearing.expect(YES_NO)
    assert pool.borrow() is not pool.borrow()
