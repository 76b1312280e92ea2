"""Calls: one row a call, kept in step with its events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, func, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from flows.events import Json
from ivr.store.base import JsonColumn, JsonObject, Table, UtcTime
from ivr.store.once import insert_once

_UNKNOWN = "unknown"


class Call(Table):
    """One telephone call, keyed by Twilio's CallSid."""

    __tablename__ = "calls"

    call_sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    from_number: Mapped[str] = mapped_column(String(64), default="", index=True)
    to_number: Mapped[str] = mapped_column(String(64), default="")
    direction: Mapped[str] = mapped_column(String(16), default="inbound")
    status: Mapped[str] = mapped_column(String(16), default=_UNKNOWN)
    status_sequence: Mapped[int | None]
    started_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    outcome: Mapped[str | None] = mapped_column(String(16), index=True)
    intent: Mapped[str | None] = mapped_column(String(64), index=True)
    flow_version: Mapped[str] = mapped_column(String(64), default="")
    flow_state: Mapped[JsonObject | None] = mapped_column(JsonColumn)
    stream_count: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(16), default="en-us")
    caller_flagged: Mapped[bool] = mapped_column(default=False)
    """Whether a person was fetched because the caller rang about the same matter before."""
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))

    @property
    def duration_s(self) -> float | None:
        """Seconds from start to end; None while the call is on."""
        return (self.ended_at - self.started_at).total_seconds() if self.ended_at else None


@dataclass(frozen=True)
class NewCall:
    """What is known of a call when it comes in."""

    call_sid: str
    from_number: str
    """E.164, or what the network gives for a withheld number."""
    to_number: str
    direction: str
    status: str
    started_at: datetime
    flow_version: str = ""
    language: str = "en-us"


def begin(session: Session, call: NewCall) -> bool:
    """Store a new call.

    Returns:
        True where the call is new; a repeated report changes nothing, but fills in a row that
        an event made before the report came.
    """
    values = vars(call)
    if insert_once(session, Call, values):
        return True
    known = {name: value for name, value in values.items() if name not in ("call_sid", "status")}
    session.execute(
        update(Call)
        .where(Call.call_sid == call.call_sid, Call.from_number == "", Call.to_number == "")
        .values(**known)
    )
    return False


def ensure(session: Session, call_sid: str, at: datetime) -> None:
    """Make a bare row for a call whose beginning is not stored yet."""
    insert_once(session, Call, {"call_sid": call_sid, "started_at": at})


def load(session: Session, call_sid: str) -> Call | None:
    """The call of that CallSid."""
    return session.get(Call, call_sid)


def keep_state(session: Session, call_sid: str, flow_state: Mapping[str, Json]) -> None:
    """Store where the call stands in its flows, unless a state of later turns is stored."""
    turns = flow_state.get("turns", 0)
    stored_turns = func.coalesce(Call.flow_state["turns"].as_integer(), 0)
    session.execute(
        update(Call)
        .where(Call.call_sid == call_sid, stored_turns <= turns)
        .values(flow_state=dict(flow_state))
    )


def change(session: Session, call_sid: str, values: Mapping[str, Any]) -> None:
    """Set columns of a call."""
    session.execute(update(Call).where(Call.call_sid == call_sid).values(**values))
