"""One call as a JSON document; its shape is in docs/call-records.md."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pydantic_core import to_jsonable_python

from ivr.calls.event_kinds import to_body
from ivr.calls.transcript import CallerPressed, CallerSaid, Entry, LineSaid, transcript
from ivr.store.call_events import StoredEvent
from ivr.store.calls import Call

_COLUMNS = (
    "call_sid",
    "from_number",
    "to_number",
    "direction",
    "status",
    "started_at",
    "answered_at",
    "ended_at",
    "duration_s",
    "outcome",
    "intent",
    "flow_version",
    "stream_count",
    "language",
    "caller_flagged",
)


def call_document(call: Call, events: Sequence[StoredEvent]) -> dict[str, Any]:
    """The call, its events and its transcript."""
    document: dict[str, Any] = to_jsonable_python(
        {
            "call": {name: getattr(call, name) for name in _COLUMNS},
            "outcome": call.outcome,
            "transcript": [{"who": _who(e), **asdict(e)} for e in transcript(events)],
            "events": [_event(stored) for stored in events],
        }
    )
    return document


def _event(stored: StoredEvent) -> dict[str, Any]:
    fields = {name: getattr(stored, name) for name in ("seq", "at", "audio_ms", "kind")}
    return {**fields, "body": to_body(stored.event)}


def _who(entry: Entry) -> str:
    match entry:
        case LineSaid():
            return "line"
        case CallerSaid():
            return "caller"
        case CallerPressed():
            return "keypad"
        case _:
            return "note"
