"""What each event changes in its call's row, so that lists need not read all events.

Several processes may end the same call: the outcome that is stored first stays.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, update
from sqlalchemy.orm import Session

from flows.answers import TALK
from flows.events import MatterBegan
from flows.policy import REPEAT_CALL
from ivr.calls.events import (
    CallEnded,
    CallEvent,
    CallStarted,
    StatusChanged,
    StreamOpened,
    TransferRequested,
    Understood,
)
from ivr.store.calls import Call, change
from telephony.statuses import CallStatus

_TALK = TALK | {"provide_number", "provide_date", "out_of_scope"}
"""Intents that say nothing of the caller's matter."""
_OVER = frozenset(status for status in CallStatus if status.is_over)


def apply(session: Session, call_sid: str, event: CallEvent, at: datetime) -> None:
    """Bring the call's row in step with an event that was just stored."""
    match event:
        case StatusChanged():
            _status(session, call_sid, event, at)
        case Understood() if event.understanding.intent not in _TALK:
            _first_intent(session, call_sid, event.understanding.intent)
        case _:
            values = _columns(event, at)
            if values:
                change(session, call_sid, values)


def _columns(event: CallEvent, at: datetime) -> dict[str, Any]:
    match event:
        case CallStarted():
            return {
                "answered_at": func.coalesce(Call.answered_at, at),
                "flow_version": event.flow_version,
            }
        case StreamOpened():
            return {"stream_count": event.count}
        case MatterBegan():
            return {"intent": event.intent}
        case TransferRequested(trigger=trigger) if trigger == REPEAT_CALL:
            return {"caller_flagged": True}
        case CallEnded():
            return {
                "ended_at": func.coalesce(Call.ended_at, at),
                "outcome": func.coalesce(Call.outcome, event.outcome),
            }
        case _:
            return {}


def _first_intent(session: Session, call_sid: str, intent: str) -> None:
    statement = update(Call).where(Call.call_sid == call_sid, Call.intent.is_(None))
    session.execute(statement.values(intent=intent))


def _status(session: Session, call_sid: str, event: StatusChanged, at: datetime) -> None:
    statement = update(Call).where(Call.call_sid == call_sid)
    values: dict[str, Any] = {"status": event.status}
    if event.status in _OVER:
        values["ended_at"] = func.coalesce(Call.ended_at, at)
    if event.sequence is not None:
        newer = or_(Call.status_sequence.is_(None), Call.status_sequence < event.sequence)
        statement = statement.where(newer)
        values["status_sequence"] = event.sequence
    session.execute(statement.values(**values))
