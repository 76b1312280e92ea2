"""One call as its page shows it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from flows.events import CallerRated
from ivr.calls.event_kinds import to_body
from ivr.calls.notes import note_of
from ivr.calls.transcript import Entry, LineSaid, Notes, transcript
from ivr.store.call_events import StoredEvent
from ivr.store.callbacks import Callback
from ivr.store.calls import Call
from ivr.web.records.rows import CallRow, row_of
from ivr.web.records.words import clock, moment, number_words


@dataclass(frozen=True)
class Line:
    """An entry of the conversation, with its time since the call began."""

    entry: Entry
    kind: str
    """LineSaid, CallerSaid, CallerPressed or Noted."""
    at: str
    """Minutes and seconds since the call began."""


@dataclass(frozen=True)
class RawEvent:
    """An event as it is stored."""

    seq: int
    at: str
    kind: str
    body: str


@dataclass(frozen=True)
class Story:
    """Everything the page tells."""

    row: CallRow
    facts: tuple[tuple[str, str], ...]
    """Names and values, in the order they are shown."""
    plain_facts: tuple[tuple[str, str], ...]
    """Those that tell of the call, and nothing of how the line works."""
    lines: tuple[Line, ...]
    raw: tuple[RawEvent, ...]
    last_seq: int


def story_of(
    call: Call,
    events: Sequence[StoredEvent],
    promised: Sequence[Callback],
    now: datetime,
    notes: Notes = note_of,
) -> Story:
    """A call, ready to be shown."""
    entries = transcript(events, notes)
    start = call.started_at
    return Story(
        row=row_of(call, now),
        facts=(*_facts(call, promised, now), *_workings(call, entries), *_rating(events)),
        plain_facts=(*_facts(call, promised, now), *_rating(events)),
        lines=lines_of(entries, start),
        raw=tuple(_raw(stored, start) for stored in events),
        last_seq=max((stored.seq for stored in events), default=0),
    )


def lines_of(entries: Sequence[Entry], start: datetime) -> tuple[Line, ...]:
    """Entries of a conversation with their times since the call began."""
    return tuple(Line(each, type(each).__name__, _since(start, each.at)) for each in entries)


def _facts(call: Call, promised: Sequence[Callback], now: datetime) -> tuple[tuple[str, str], ...]:
    facts = [
        ("Started", moment(call.started_at, now)),
        ("Number rung", number_words(call.to_number)),
        *(("Callback by", moment(one.promised_by, now)) for one in promised),
        ("Lost and restored", f"{call.stream_count - 1} times" if call.stream_count > 1 else ""),
    ]
    return tuple((name, value) for name, value in facts if value)


def _workings(call: Call, entries: Sequence[Entry]) -> tuple[tuple[str, str], ...]:
    """How fast the line answered, and by which names it knows the call."""
    answers = [e.voice_to_voice_ms for e in entries if isinstance(e, LineSaid)]
    speed = [ms for ms in answers if ms is not None]
    within = f"{median(speed) / 1000:.2f} s (median of {len(speed)})" if speed else ""
    facts = ("Answers within", within), ("Flows", call.flow_version), ("Call", call.call_sid)
    return tuple((name, value) for name, value in facts if value)


def _rating(events: Sequence[StoredEvent]) -> tuple[tuple[str, str], ...]:
    """The caller's last word on how the call went."""
    scores = [s.event.score for s in events if isinstance(s.event, CallerRated)]
    return tuple(("Rating", f"{score} of 5") for score in scores[-1:])


def _raw(stored: StoredEvent, start: datetime) -> RawEvent:
    body = json.dumps(to_body(stored.event), ensure_ascii=False, indent=1)
    return RawEvent(stored.seq, _since(start, stored.at), stored.kind, body)


def _since(start: datetime, at: datetime) -> str:
    return clock((at - start).total_seconds())
