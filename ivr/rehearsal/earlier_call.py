"""A caller who has rung before: a call of yesterday, about a matter that it left open."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from flows.events import MatterBegan
from ivr.calls.event_kinds import kind_of, to_body
from ivr.calls.events import CallEnded, CallEvent
from ivr.store import call_events, calls, projection
from ivr.store.call_events import NewEvent
from ivr.store.calls import NewCall
from ivr.store.database import Database
from telephony.statuses import CallStatus

EARLIER = ("cancel_order", "faq_opening_hours", "refund", "track_order")
"""Intents that a rehearsed caller may have rung about before."""


def store_earlier_calls(database: Database, numbers: Iterable[str], intent: str) -> None:
    """Store a call of each number, a day old, in which the caller gave up on a matter."""
    at = datetime.now(UTC) - timedelta(days=1)
    events: tuple[CallEvent, ...] = (
        MatterBegan(intent, intent),
        CallEnded("abandoned", "caller_hung_up"),
    )
    with database.writing() as session:
        for number in dict.fromkeys(numbers):
            sid = "CA" + uuid4().hex
            new = NewCall(sid, number, "", "inbound", CallStatus.COMPLETED, at)
            calls.begin(session, new)
            for event in events:
                body = to_body(event)
                row = NewEvent(uuid4().hex, sid, at, None, kind_of(event), body)
                call_events.add(session, row)
                projection.apply(session, sid, event, at)
