"""What callers of real calls said and keyed, as the record has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ivr.calls.events import CallerKeyed, SilenceNoted, Understood
from ivr.store.call_events import StoredEvent, readable_of_call
from ivr.store.calls import Call
from ivr.store.database import Database
from nlu.understanding import Understanding

_KEYS = frozenset("0123456789*")
_SOME_SECRET = "000000"  # noqa: S105 - stands for keys that are stored nowhere


@dataclass(frozen=True)
class RecordedCall:
    """One call's side of the caller."""

    call_sid: str
    started_at: datetime
    number: str
    lines: tuple[str, ...]
    """As a player takes them: words, `#` and keys, or nothing for silence."""
    meanings: Mapping[str, Understanding]
    """What the words were understood as."""


def last_calls(database: Database, most: int) -> tuple[RecordedCall, ...]:
    """The calls that ended last, the latest first, less those in which nothing was said or keyed.

    Raises:
        DatabaseFailure: they can't be read.
    """
    over = select(Call).where(Call.outcome.is_not(None), Call.direction == "inbound")
    latest = over.order_by(Call.started_at.desc(), Call.call_sid).limit(most)
    with database.reading() as session:
        found = [
            _recorded(call, readable_of_call(session, call.call_sid))
            for call in session.scalars(latest)
        ]
    return tuple(each for each in found if any(each.lines))


def _recorded(call: Call, events: list[StoredEvent]) -> RecordedCall:
    lines, meanings = [], {}
    for stored in events:
        match stored.event:
            case Understood(understanding=meaning) if meaning.text.strip("# "):
                line = meaning.text.strip().lstrip("#").strip()
                meanings[line] = meaning
                lines.append(line)
            case CallerKeyed(digits=digits):
                lines.append(f"#{digits if set(digits) <= _KEYS else _SOME_SECRET}")
            case SilenceNoted():
                lines.append("")
    return RecordedCall(call.call_sid, call.started_at, call.from_number, tuple(lines), meanings)
