"""What a call's report tells of its transfers."""

from datetime import UTC, datetime
from typing import Any

from ivr.rehearsal.call_record import CallRecord, RecordedEvent
from ivr.rehearsal.transfers import differences, transfer_of
from telephony.simulator import AgentResult, CallResult

WISH = {"queue": "care", "reason": "The caller is in distress", "trigger": "distress"}


def event(kind: str, **body: Any) -> RecordedEvent:
    return RecordedEvent(kind, datetime(2026, 3, 4, tzinfo=UTC), body)


def tried(agent: str, outcome: str) -> RecordedEvent:
    return event("agent_tried", transfer=1, attempt=1, agent=agent, outcome=outcome, rang_s=1.5)


def agent(position: int, whisper: str, heard_ms: int = 0) -> AgentResult:
    return AgentResult(
        *(position, "+1", "accept", "CA", "completed", (whisper,), 7, heard_ms), keyed=("1",)
    )


def report(*events: RecordedEvent, agents: tuple[AgentResult, ...] = (), heard_ms: int = 0) -> Any:
    result = CallResult(
        *("x.yaml", "CA1", "completed", 9, (), (), agents, (), None, b"", b""),
        others_heard_ms=heard_ms,
    )
    return transfer_of(result, CallRecord("transferred", None, events))


def test_without_a_wish_there_is_none():
    assert report() is None
    assert differences({"met": False}, None) == {"state": None}


def test_every_attempt_comes_with_the_whisper_its_agent_heard():
    told = report(
        event("transfer_requested", **WISH),
        tried("Anna", "declined"),
        tried("Ben", "failed"),
        tried("Anna", "talked"),
        event("transfer_moved", transfer=1, state="completed", why="talked"),
        agents=(agent(0, "First."), agent(0, "Second.", 5000)),
        heard_ms=4000,
    )
    attempts = told.pop("attempts")
    assert [attempt["whisper"] for attempt in attempts] == ["First.", "", "Second."]
    assert [attempt["rang"] for attempt in attempts] == [True, False, True]
    assert attempts[2] == {
        "agent": "Anna",
        "outcome": "talked",
        "rang_s": 1.5,
        "rang": True,
        "seconds": 7,
        "whisper": "Second.",
        "keys": ["1"],
        "agent_heard_s": 5.0,
    }
    assert told == {
        **WISH,
        "callback": None,
        "state": "completed",
        "why": "talked",
        "moves": ["completed"],
        "caller_heard_s": 4.0,
        "met": True,
    }


def test_they_have_met_only_where_each_heard_the_other():
    wish = event("transfer_requested", **WISH)
    assert not report(wish, agents=(agent(0, ""),), heard_ms=4000)["met"]
    assert not report(wish, agents=(agent(0, "", 5000),))["met"]
