"""Latency figures, from a call whose times are known."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ivr.rehearsal.call_record import CallRecord, RecordedEvent
from ivr.rehearsal.latency import (
    MeasuredCall,
    TurnLatency,
    bench_calls,
    latencies,
    report,
    summary,
)
from ivr.rehearsal.placed_turns import epoch_offset_s
from telephony.simulator import CallResult, Moment, TurnResult

BEGAN_S = 1000.0
"""Monotonic second at which the caller began to speak."""
NAMES = ("voice_to_voice_ms", "endpoint_wait_ms", "understanding_ms", "flow_and_action_ms")


def moment(after_s: float) -> Moment:
    return Moment(after_s * 1000, BEGAN_S + after_s)


def event(kind: str, after_s: float, **body: Any) -> RecordedEvent:
    at = datetime.fromtimestamp(BEGAN_S + epoch_offset_s(), UTC) + timedelta(seconds=after_s)
    return RecordedEvent(kind, at, body)


def call(*turns: TurnResult) -> CallResult:
    return CallResult("x.yaml", "CA1", "completed", 9, turns, (), (), (), None, b"", b"")


SAID = TurnResult("say", "where is my order", moment(0), moment(1), moment(1.8), ("Which number?",))
EVENTS = (
    event("caller_spoke", 1.51, text="where is my order", end_ms=950, endpoint_ms=1450),
    event("understood", 1.54, took_ms=25.0),
    event("decided", 1.55),
    event("step_entered", 1.56),
    event("action_ended", 1.60),
    event("prompt_started", 1.70, text="Which number?"),
    event("prompt_heard", 3.0),
)


def test_the_parts_of_an_answer():
    (latency,) = latencies(call(SAID), CallRecord("contained", None, EVENTS))
    assert latency.voice_to_voice_ms == pytest.approx(800)
    assert latency.endpoint_wait_ms == 500
    assert latency.understanding_ms == 25
    assert latency.flow_and_action_ms == pytest.approx(60, abs=5)
    assert latency.synthesis_and_send_ms == pytest.approx(200, abs=5)
    parts = [getattr(latency, name) for name in NAMES[1:]]
    whole = sum(parts) + latency.synthesis_and_send_ms + latency.rest_ms
    assert whole == pytest.approx(latency.voice_to_voice_ms)


@pytest.mark.parametrize("lacking", ["caller_spoke", "understood", "prompt_started"])
def test_a_turn_the_line_did_not_answer_counts_for_nothing(lacking: str):
    events = tuple(event for event in EVENTS if event.kind != lacking)
    assert latencies(call(SAID), CallRecord(None, None, events)) == ()


def test_turns_without_sound_count_for_nothing():
    keyed = replace(SAID, kind="press", speech_end=None, first_audio=None)
    assert latencies(call(keyed), CallRecord(None, None, EVENTS)) == ()


def test_every_turn_has_its_own_events():
    later = replace(SAID, began=moment(10), speech_end=moment(11), first_audio=moment(12.5))
    events = tuple(replace(each, at=each.at + timedelta(seconds=10)) for each in EVENTS)
    found = latencies(call(SAID, later), CallRecord(None, None, EVENTS + events))
    assert [latency.voice_to_voice_ms for latency in found] == pytest.approx([800, 1500])


def latency(whole_ms: float) -> TurnLatency:
    return TurnLatency(whole_ms, 400, 10, 20, 30)


def test_figures():
    figures = summary([latency(float(ms)) for ms in range(501, 602)])["voice_to_voice_ms"]
    assert figures == {"median": 551, "p95": 596, "min": 501, "max": 601}
    one = summary([latency(700)])
    assert one["voice_to_voice_ms"] == dict.fromkeys(("median", "p95", "min", "max"), 700)
    assert one["rest_ms"]["median"] == 240
    with pytest.raises(ValueError, match="no turn"):
        summary([])


def test_the_report():
    good = MeasuredCall("a.yaml", (latency(600), latency(800)), ())
    document = report([good, good])
    assert (document["calls"], document["count"], document["passed"]) == (2, 4, True)
    assert document["voice_to_voice_ms"]["median"] == 700
    bad = report([good, MeasuredCall("b.yaml", (), ("outcome: expected x, found y",))])
    assert (bad["passed"], bad["failures"]) == (False, ["b.yaml: outcome: expected x, found y"])
    silent = report([MeasuredCall("a.yaml", (), ())])
    assert (silent["passed"], silent["count"]) == (False, 0)


def test_the_packaged_calls_take_turns():
    calls = bench_calls(7)
    names = [planned.script.name for planned in calls]
    assert len(calls) == 7
    assert len(set(names)) >= 3
    assert names[0] == names[len(set(names))]
    assert all(planned.expected["outcome"] == "contained" for planned in calls)
    assert len({planned.script.caller.voice for planned in calls}) == len(set(names))
