"""The document of a scripted call, from a call whose times are known."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ivr.rehearsal.call_record import CallRecord, RecordedEvent
from ivr.rehearsal.call_report import call_report
from ivr.rehearsal.expectations import Check
from ivr.rehearsal.placed_turns import epoch_offset_s
from telephony.simulator import CallResult, Moment, TurnResult

BEGAN_S = 5000.0
"""Monotonic second at which the call began."""


def moment(after_s: float) -> Moment:
    return Moment(after_s * 1000, BEGAN_S + after_s)


def event(kind: str, after_s: float, **body: Any) -> RecordedEvent:
    at = datetime.fromtimestamp(BEGAN_S + epoch_offset_s(), UTC) + timedelta(seconds=after_s)
    return RecordedEvent(kind, at, body)


def turn(kind: str, said: str, began: float, answered: float | None = None) -> TurnResult:
    ended, heard = moment(began + 1), moment(answered) if answered else None
    return TurnResult(kind, said, moment(began), ended, heard, (f"After {said}.",))


def spoke(after_s: float, text: str) -> RecordedEvent:
    return event("caller_spoke", after_s, text=text, end_ms=1000, endpoint_ms=1600)


def understood(after_s: float, intent: str) -> RecordedEvent:
    meaning = {"intent": intent, "confidence": 0.9}
    return event("understood", after_s, understanding=meaning)


TURNS = (
    turn("hear", "how can I help", 0),
    turn("say", "where is my order", 10, answered=11.9),
    turn("press", "4512#", 20),
    turn("silence", "", 25),
    turn("interrupt", "no wait", 30, answered=31.5),
)
EVENTS = (
    event("prompt_started", 1),
    spoke(11.5, "where is my order"),
    understood(11.6, "track_order"),
    event("caller_keyed", 21, digits="4512"),
    spoke(31.1, "no"),
    spoke(31.2, "wait"),
    understood(31.3, "deny"),
)
RESULT = CallResult("x.yaml", "CA1", "completed", 42, TURNS, (), (), (), None, b"", b"")


def report(*more: RecordedEvent, speed: float = 1.0, checks: tuple[Check, ...] = ()):
    record = CallRecord("contained", "track_order", (*EVENTS, *more))
    return call_report(RESULT, record, checks, speed)


def test_every_turn_with_sound_or_keys_has_what_came_of_it():
    said, keyed, interrupted = report()["turns"]
    assert said == {
        "said": "where is my order",
        "recognised": "where is my order",
        "intent": "track_order",
        "confidence": 0.9,
        "prompt": "After where is my order.",
        "voice_to_voice_ms": pytest.approx(900),
    }
    assert (keyed["said"], keyed["recognised"], keyed["intent"]) == ("4512#", "4512", None)
    assert keyed["voice_to_voice_ms"] is None
    assert (interrupted["recognised"], interrupted["intent"]) == ("no / wait", "deny")


@pytest.mark.parametrize(("speed", "milliseconds"), [(1.0, 900), (2.0, 1200), (4.0, 1350)])
def test_the_silence_a_fast_phone_left_out_is_added_back(speed, milliseconds):
    assert report(speed=speed)["turns"][0]["voice_to_voice_ms"] == pytest.approx(milliseconds)


def test_an_answer_that_never_came_took_no_time():
    unanswered = replace(RESULT, turns=(replace(TURNS[1], first_audio=None),))
    document = call_report(unanswered, CallRecord(None, None, EVENTS), (), 1.0)
    assert document["turns"][0]["voice_to_voice_ms"] is None


def test_words_that_were_not_recognised_took_no_time():
    document = call_report(RESULT, CallRecord(None, None, ()), (), 1.0)
    assert [each["voice_to_voice_ms"] for each in document["turns"]] == [None] * 3
    assert [each["recognised"] for each in document["turns"]] == [""] * 3


def test_the_whole_document():
    document = report()
    assert {key: document[key] for key in ("script", "call_sid", "outcome", "intent")} == {
        "script": "x.yaml",
        "call_sid": "CA1",
        "outcome": "contained",
        "intent": "track_order",
    }
    assert (document["duration_s"], document["transfer"], document["error"]) == (42, None, None)


def test_a_transfer_names_its_callback():
    requested = event("transfer_requested", 32, queue="care", reason="Upset", trigger="distress")
    stored = event("callback_stored", 33, number_ends="0101", queue="care")
    assert report(requested)["transfer"]["callback"] is None
    transfer = report(requested, stored)["transfer"]
    assert transfer["queue"] == "care"
    assert transfer["callback"]["number_ends"] == "0101"


def test_faults_are_told():
    fault = event("fault_happened", 12, part="stream", code="stream_lost", what="Lost.")
    assert report(fault)["faults"] == [{"part": "stream", "code": "stream_lost", "what": "Lost."}]


@pytest.mark.parametrize("passed", [True, False])
def test_it_passed_where_every_check_did(passed):
    checks = (Check("script", "x", "x", True), Check("outcome", "a", "b", passed))
    document = report(checks=checks)
    assert document["passed"] is passed
    assert document["checks"][1] == {
        "name": "outcome",
        "expected": "a",
        "found": "b",
        "passed": passed,
    }
