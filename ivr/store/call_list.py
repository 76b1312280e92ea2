"""Finding calls for a list: newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from ivr.store.call_events import CallEventRow
from ivr.store.calls import Call

PAGE_SIZE = 25
ON_THE_LINE = "on"
"""Stands for an outcome: calls that are not over."""


@dataclass(frozen=True)
class CallFilter:
    """Which calls to list; empty fields let all through."""

    outcome: str = ""
    """An outcome, or `ON_THE_LINE`."""
    intent: str = ""
    text: str = ""
    """Part of a number, a CallSid, or words the caller said."""

    @property
    def is_empty(self) -> bool:
        """True where every call is listed."""
        return self == CallFilter()


@dataclass(frozen=True)
class CallPage:
    """One page of a list."""

    calls: Sequence[Call]
    first_words: dict[str, str]
    """What the caller said first, by CallSid."""
    total: int
    """Calls on all pages."""
    number: int
    """1 for the first page."""

    @property
    def last(self) -> int:
        """Number of the last page."""
        return max(1, -(-self.total // PAGE_SIZE))


def find(session: Session, wanted: CallFilter, page: int) -> CallPage:
    """A page of calls, newest first; a page past the end is the last one."""
    conditions = _conditions(wanted)
    total = session.scalar(select(func.count()).select_from(Call).where(*conditions)) or 0
    number = min(max(1, page), max(1, -(-total // PAGE_SIZE)))
    ordered = select(Call).where(*conditions).order_by(Call.started_at.desc(), Call.call_sid)
    calls = session.scalars(ordered.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
    return CallPage(calls, _first_words(session, [c.call_sid for c in calls]), total, number)


def intents(session: Session) -> list[str]:
    """Intents that occur, in order of the alphabet."""
    statement = select(Call.intent).where(Call.intent.is_not(None)).distinct()
    return sorted(intent for intent in session.scalars(statement) if intent)


def _conditions(wanted: CallFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.outcome == ON_THE_LINE:
        conditions.append(Call.ended_at.is_(None))
    elif wanted.outcome:
        conditions.append(Call.outcome == wanted.outcome)
    if wanted.intent:
        conditions.append(Call.intent == wanted.intent)
    if wanted.text.strip():
        conditions.append(_mentions(wanted.text.strip()))
    return conditions


def _mentions(text: str) -> ColumnElement[bool]:
    said = select(CallEventRow.id).where(
        CallEventRow.call_sid == Call.call_sid,
        CallEventRow.kind == "caller_spoke",
        CallEventRow.body["text"].as_string().icontains(text, autoescape=True),
    )
    number = "".join(c for c in text if c.isdecimal())
    if len(number) >= 3 and not any(c.isalpha() for c in text):
        return or_(Call.from_number.contains(number, autoescape=True), said.exists())
    return or_(Call.call_sid == text, said.exists())


def _first_words(session: Session, call_sids: list[str]) -> dict[str, str]:
    first = (
        select(func.min(CallEventRow.id))
        .where(CallEventRow.call_sid.in_(call_sids), CallEventRow.kind == "caller_spoke")
        .group_by(CallEventRow.call_sid)
    )
    statement = select(CallEventRow).where(CallEventRow.id.in_(first))
    return {row.call_sid: str(row.body.get("text", "")) for row in session.scalars(statement)}
