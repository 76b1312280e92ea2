"""What a media stream can do to a call: nonsense, gaps, silence, and its own sudden end."""

import json
import random

import pytest

from ivr.calls.arrivals import Arrivals, NextMove
from ivr.calls.events import (
    CallEnded,
    CallerSpoke,
    FaultHappened,
    PromptHeard,
    StreamClosed,
    StreamOpened,
)
from ivr.wiring import wire
from telephony.mulaw import SILENCE

FRAME = SILENCE * 160


def nonsense(phone) -> list[str | bytes]:
    """Messages that break the protocol, each in a way of its own."""
    return [
        "",
        "{",
        "[]",
        "null",
        '{"event": 7}',
        '{"no": "event"}',
        '{"event": "media"}',
        '{"event": "media", "media": {"payload": 3}}',
        '{"event": "media", "media": {"payload": "?!"}, "sequenceNumber": "1"}',
        '{"event": "media", "sequenceNumber": "-1", "media": {"payload": "", "chunk": "x"}}',
        '{"event": "dtmf", "dtmf": {"digit": "seven"}}',
        '{"event": "mark", "mark": {}}',
        '{"event": "stop"}',
        '{"event": "start", "start": {}}',
        b"\x00\xff\x00",
        json.dumps({"event": "media", "filler": "x" * 70_000}),
        phone.media(FRAME, 0).replace("timestamp", "time"),
    ]


def after_stream(caller) -> NextMove:
    return Arrivals(caller.line).stream_over(caller.call_sid)


def test_nonsense_changes_nothing(caller):
    caller.calls()
    caller.hears("How can I help?")
    caller.phone.inject(*nonsense(caller.phone))
    caller.says("where is my order")
    caller.hears("order number?")
    caller.hangs_up()
    (fault,) = caller.of_kind(FaultHappened)
    assert (fault.part, fault.code) == ("stream", "not_json")


def test_nothing_but_nonsense_ends_the_stream_and_brings_the_menu(caller):
    caller.calls()
    caller.hears("How can I help?")
    caller.phone.inject(*nonsense(caller.phone) * 2)
    assert caller.ending == "malformed"
    assert caller.one(StreamClosed).reason == "malformed"
    assert after_stream(caller) is NextMove.EMERGENCY


def test_messages_nobody_uses_are_passed_over(caller):
    caller.calls()
    caller.phone.inject(
        '{"event": "connected", "protocol": "Call", "version": "1.0.0"}',
        '{"event": "weather", "weather": "fine"}',
        '{"event": "mark", "mark": {"name": "never sent"}}',
        '{"event": "dtmf", "dtmf": {"digit": "A"}}',
    )
    caller.hears("How can I help?")
    caller.hangs_up()
    assert not caller.of_kind(FaultHappened)


def test_frames_out_of_order_doubled_and_lost_are_still_heard(caller, caller_speech):
    caller.calls()
    caller.hears("How can I help?")
    caller.phone.wait(300)
    speech = caller_speech.of("where is my order")
    frames = [speech[at : at + 160] for at in range(0, len(speech), 160)]
    base = caller.phone.now_ms + 100
    messages = [caller.phone.media(frame, base + 20 * n) for n, frame in enumerate(frames)]
    chance = random.Random(5)
    for at in range(0, len(messages) - 4, 12):
        messages.insert(at + 3, messages[at])
        if chance.random() < 0.5:
            messages.pop(at + 6)
    caller.phone.inject(*messages)
    caller.phone.now_ms = base + 20 * len(frames)
    caller.hears("order number?")
    caller.hangs_up()
    assert not caller.of_kind(FaultHappened)


@pytest.mark.parametrize("timestamp_ms", [0, 3_600_000, 2**31, 2**63 - 1])
def test_a_clock_that_leaps_harms_nobody(caller, timestamp_ms):
    caller.calls()
    caller.hears("How can I help?")
    caller.phone.inject(caller.phone.media(FRAME, timestamp_ms))
    caller.asks_for_hours()
    caller.hears("anything else")
    assert caller.hangs_up() == "stopped"
    assert caller.one(CallEnded).outcome == "contained"


def test_payloads_of_any_size_are_taken(caller, caller_speech):
    caller.calls()
    caller.hears("How can I help?")
    speech = caller_speech.of("where is my order") + SILENCE * 8000
    base, at = caller.phone.now_ms + 200, 0
    chance = random.Random(7)
    while at < len(speech):
        size = chance.choice((0, 8, 80, 160, 400, 1600))
        caller.phone.inject(caller.phone.media(speech[at : at + size], base + at // 8))
        at += size
    caller.hears("order number?")
    caller.hangs_up()
    assert caller.one(CallerSpoke).text == "where is my order"


class TestLostStream:
    """A stream that is lost comes back, on whichever process, and the call goes on."""

    def test_the_question_is_asked_again(self, caller):
        caller.calls()
        caller.wants_an_order()
        caller.hears("What's your order number?")
        caller.phone.lose()
        assert caller.ending == "lost"
        assert not caller.of_kind(CallEnded)
        assert after_stream(caller) is NextMove.CONNECT
        caller.connects()
        caller.hears("Sorry, we lost the line for a moment. What's your order number?")
        caller.presses("4512#")
        caller.hears("It should arrive on")
        caller.hangs_up()
        assert [opened.count for opened in caller.of_kind(StreamOpened)] == [1, 2]
        assert [closed.reason for closed in caller.of_kind(StreamClosed)] == ["lost", "stopped"]
        assert caller.one(CallEnded).outcome == "contained"

    def test_prompts_of_both_streams_can_be_told_apart(self, caller):
        caller.calls()
        caller.hears("How can I help?")
        caller.phone.until(lambda: len(caller.of_kind(PromptHeard)) == 1)
        caller.phone.lose()
        assert caller.ending == "lost"
        caller.connects()
        caller.hears("How can I help?")
        caller.phone.until(lambda: len(caller.of_kind(PromptHeard)) == 2)
        caller.hangs_up()
        names = [heard.prompt_id for heard in caller.of_kind(PromptHeard)]
        assert len(set(names)) == len(names) == 2

    def test_another_process_goes_on_from_the_database(self, caller, shop_line):
        other = wire(shop_line.settings)
        caller.calls()
        caller.wants_an_order()
        caller.hears("order number?")
        caller.presses("9999#")
        caller.hears("I can't find an order with the number")
        caller.phone.lose()
        assert caller.ending == "lost"
        assert Arrivals(other).stream_over(caller.call_sid) is NextMove.CONNECT
        caller.connects(other)
        caller.hears("Sorry, we lost the line for a moment. I can't find an order")
        caller.presses("4514#")
        caller.hears("should arrive today")
        caller.hangs_up()
        assert [opened.count for opened in caller.of_kind(StreamOpened)] == [1, 2]
        other.database.close()

    def test_before_a_word_was_said_the_call_begins_anew(self, caller):
        caller.calls()
        caller.phone.lose()
        assert caller.ending == "lost"
        caller.connects()
        caller.hears("How can I help?")
        caller.hangs_up()

    def test_in_the_farewell_the_call_is_over(self, caller):
        caller.calls()
        caller.hears("How can I help?")
        caller.says("goodbye")
        caller.phone.until(lambda: caller.phone.is_playing)
        caller.phone.lose()
        assert caller.ending == "lost"
        assert after_stream(caller) is NextMove.CONNECT
        caller.connects()
        assert caller.ending == "ended"
        assert after_stream(caller) is NextMove.HANG_UP
        assert len(caller.of_kind(CallEnded)) == 1

    def test_a_call_that_ends_well_hangs_up(self, caller):
        caller.calls()
        caller.hears("How can I help?")
        caller.says("goodbye")
        assert caller.ending == "ended"
        assert after_stream(caller) is NextMove.HANG_UP

    def test_a_line_that_keeps_breaking_offers_the_menu(self, caller):
        caller.calls()
        for _ in range(4):
            caller.phone.lose()
            assert caller.ending == "lost"
            assert after_stream(caller) is NextMove.CONNECT
            caller.connects()
        caller.phone.lose()
        assert caller.ending == "lost"
        assert after_stream(caller) is NextMove.EMERGENCY

    def test_a_stream_that_never_opens_brings_the_menu_too(self, caller):
        assert caller.rings() is NextMove.CONNECT
        moves = [after_stream(caller) for _ in range(6)]
        assert moves[0] is NextMove.CONNECT
        assert moves[-1] is NextMove.EMERGENCY
