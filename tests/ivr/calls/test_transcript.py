"""A call read as a conversation."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.events import (
    CallerRated,
    Decision,
    MatterBegan,
    MatterSettled,
    SlotFilled,
    StepEntered,
    StepFailed,
)
from ivr.calls.events import (
    ActionEnded,
    CallbackStored,
    CallEnded,
    CallerKeyed,
    CallerSpoke,
    Decided,
    FaultHappened,
    NoiseNoted,
    PromptHeard,
    PromptStarted,
    SilenceNoted,
    StreamClosed,
    StreamOpened,
    TransferRequested,
    Understood,
)
from ivr.calls.notes import Note, in_words, note_of
from ivr.calls.transcript import CallerPressed, CallerSaid, LineSaid, Noted, transcript
from ivr.store.call_events import StoredEvent
from nlu.understanding import Understanding

START = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)


def read(*events):
    stored = [
        StoredEvent(seq, START + timedelta(seconds=seq), None, "", event)
        for seq, event in enumerate(events)
    ]
    return transcript(stored)


def spoke(text="hello", prompt=None):
    return CallerSpoke(text, 100, 900, 1320, "open", interrupted_prompt=prompt)


def test_a_prompt_heard_to_its_end():
    (line,) = read(PromptStarted("p", "a.b", "Hello there.", (), 480.0), PromptHeard("p", "", True))
    assert (line.heard, line.unheard, line.state) == ("Hello there.", "", "heard")
    assert line.voice_to_voice_ms == 480.0


def test_a_prompt_being_spoken():
    (line,) = read(PromptStarted("p", "a.b", "Hello there."))
    assert (line.heard, line.unheard, line.state) == ("", "Hello there.", "speaking")


def test_a_prompt_the_call_did_not_live_to_hear():
    line, _note = read(
        PromptStarted("p", "a.b", "Hello."), CallEnded("abandoned", "caller_hung_up")
    )
    assert (line.heard, line.unheard, line.state) == ("", "Hello.", "cut_off")


@given(st.lists(st.text("abc.,", min_size=1), min_size=1), st.data())
def test_what_was_heard_and_what_not_make_the_prompt(words, data):
    heard = words[: data.draw(st.integers(0, len(words)))]
    started = PromptStarted("p", "a.b", " ".join(words))
    (line,) = read(started, PromptHeard("p", " ".join(heard), False))
    assert line.heard.split() + line.unheard.split() == words
    assert line.state == "cut_off"


def test_a_prompt_heard_twice_keeps_its_first_story():
    started = PromptStarted("p", "a.b", "One two.")
    (line,) = read(started, PromptHeard("p", "One", False), PromptHeard("p", "", True))
    assert (line.heard, line.unheard, line.state) == ("One", "two.", "cut_off")


def test_marks_that_come_late_find_their_prompt():
    first, said, second = read(
        PromptStarted("p1", "a.b", "One two."),
        spoke("wait", "p1"),
        PromptStarted("p2", "a.c", "Three."),
        PromptHeard("p1", "One", False),
    )
    assert (first.heard, first.unheard) == ("One", "two.")
    assert said.interrupted
    assert second.state == "speaking"


def test_an_utterance_with_its_meaning_and_decision():
    meaning, decision = Understanding("hello", "greet", 0.9), Decision("talk", "A greeting.")
    (said,) = read(spoke(), Understood(meaning, 5.0), Decided(decision))
    assert said == CallerSaid(START, "hello", False, 420, meaning, decision)


def test_meaning_without_words_is_left_out():
    meaning = Understanding("hello", "greet", 0.9)
    assert read(Understood(meaning, 5.0), PromptHeard("p", "", True)) == ()


def test_keys_and_notes_stand_in_their_places():
    entries = read(CallerKeyed("4512"), StepEntered("a.b"), SilenceNoted("a.b", 6.0))
    assert [type(entry) for entry in entries] == [CallerPressed, Noted]
    assert entries[0].digits == "4512"
    assert isinstance(entries[1], Noted)
    assert not isinstance(entries[1], LineSaid)


@pytest.mark.parametrize(
    ("event", "note"),
    [
        (SilenceNoted("a", 6.0), Note("Silence for 6 seconds", "warn")),
        (NoiseNoted("a", 1, 2), Note("Sound without words", "warn")),
        (SlotFilled("order_number", "4512", "voice"), Note("Noted order number: 4512")),
        (SlotFilled("person.use_own_number", True, "keys"), Note("Noted use own number: yes")),
        (SlotFilled("a.limit", 1, "keys"), Note("Noted limit: 1")),
        (SlotFilled("a.limit", None, "flow"), Note("Cleared limit")),
        (SlotFilled("order", {"number": "4512"}, "action"), None),
        (StepFailed("a.b", 2, "not_understood"), Note("Not understood (attempt 2)", "warn")),
        (StepFailed("a.b", 1, "silence"), None),
        (CallerRated(5), Note("Rated the call 5 of 5", "good")),
        (CallerRated(3), Note("Rated the call 3 of 5")),
        (CallerRated(1), Note("Rated the call 1 of 5", "warn")),
        (MatterBegan("track_order", "f"), Note("Began: track order")),
        (MatterSettled("faq_shipping", "f"), Note("Settled: question about shipping", "good")),
        (
            ActionEnded("look_up_order", "k", "not_found", 12.4),
            Note("Look up order: not found, in 12 ms", "good"),
        ),
        (
            ActionEnded("look_up_order", "k", "failed", 4001.0, "timeout"),
            Note("Look up order: failed (timeout)", "bad"),
        ),
        (
            TransferRequested("general", "Asked for a person.", "t"),
            Note("A person is needed (general): Asked for a person.", "warn"),
        ),
        (
            FaultHappened("back_office", "timeout", "no answer"),
            Note("Fault in the back office: no answer", "bad"),
        ),
        (StreamOpened("MZ", 1), None),
        (StreamOpened("MZ", 2), Note("The line was restored", "warn")),
        (StreamClosed("MZ", "stopped"), None),
        (StreamClosed("MZ", "ended"), None),
        (StreamClosed("MZ", "lost"), Note("The audio ended: lost", "bad")),
        (CallEnded("contained", "caller_hung_up"), Note("Call over: caller hung up")),
    ],
)
def test_notes(event, note):
    assert note_of(event) == note


def test_a_promise_names_its_time():
    by = START.astimezone()
    note = note_of(CallbackStored("k", "0101", "general", START.isoformat()))
    assert note.text == (
        f"Callback promised by {by:%H:%M} on {by.day} March, to the number ending 0101"
    )


def test_names_in_words():
    assert in_words("faq_opening_hours") == "question about opening hours"
