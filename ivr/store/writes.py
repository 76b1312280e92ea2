"""What a live call writes, as values that can wait in a file until the database is back."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from ivr.calls.event_kinds import from_body
from ivr.store import call_events, callbacks, calls, projection
from ivr.store.base import JsonObject
from ivr.store.call_events import NewEvent
from ivr.store.callbacks import NewCallback
from ivr.store.calls import NewCall


@dataclass(frozen=True)
class KeptState:
    """Where a call stands in its flows."""

    call_sid: str
    at: datetime
    flow_state: JsonObject


Write = NewCall | NewEvent | KeptState | NewCallback

_BY_NAME: dict[str, type[Write]] = {
    "call": NewCall,
    "event": NewEvent,
    "state": KeptState,
    "callback": NewCallback,
}
_TIMES = ("at", "started_at", "created_at", "promised_by")
_NAMES = {kind: name for name, kind in _BY_NAME.items()}


def carry_out(session: Session, write: Write) -> None:
    """Store one write; storing it again changes nothing."""
    match write:
        case NewCall():
            calls.begin(session, write)
        case NewEvent():
            if call_events.add(session, write):
                event = from_body(write.kind, write.body)
                projection.apply(session, write.call_sid, event, write.at)
        case KeptState():
            calls.ensure(session, write.call_sid, write.at)
            calls.keep_state(session, write.call_sid, write.flow_state)
        case NewCallback():
            callbacks.store(session, write)


def to_line(write: Write) -> str:
    """The write as one line of JSON."""
    fields = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in vars(write).items()
    }
    return json.dumps({"write": _NAMES[type(write)], **fields})


def from_line(line: str) -> Write:
    """The write that `to_line` gave.

    Raises:
        ValueError: the line is damaged.
    """
    fields: dict[str, Any] = json.loads(line)
    kind = _BY_NAME.get(fields.pop("write", ""))
    if kind is None:
        raise ValueError("the line holds no known write")
    moments: dict[str, Any] = {
        name: TypeAdapter(datetime).validate_python(fields[name])
        for name in _TIMES
        if name in fields
    }
    return kind(**{**fields, **moments})
