"""The turns of a caller, each with what the line recorded of it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ivr.rehearsal.call_record import CallRecord, RecordedEvent
from telephony.simulator import CallResult, TurnResult

_ACTS = ("say", "wav", "interrupt", "press")


@dataclass(frozen=True)
class PlacedTurn:
    """A turn of the caller's with the events that came of it."""

    turn: TurnResult
    events: tuple[RecordedEvent, ...]

    def last(self, kind: str) -> Mapping[str, Any]:
        """Body of the last event of a kind; empty where there is none."""
        return next((e.body for e in reversed(self.events) if e.kind == kind), {})

    def texts(self, kind: str, name: str) -> list[str]:
        """One field of every event of a kind."""
        return [event.body[name] for event in self.events if event.kind == kind]


def placed_turns(result: CallResult, record: CallRecord) -> list[PlacedTurn]:
    """Every turn with sound or keys, with the events from its beginning to that of the next."""
    offset = epoch_offset_s()
    turns = [turn for turn in result.turns if turn.kind in _ACTS]
    begins = [turn.began.wall_s + offset for turn in turns] + [float("inf")]
    return [
        PlacedTurn(turn, tuple(e for e in record.events if start <= e.at.timestamp() < end))
        for turn, start, end in zip(turns, begins, begins[1:], strict=False)
    ]


def epoch_offset_s() -> float:
    """What to add to monotonic seconds to get seconds since 1970."""
    return time.time() - time.monotonic()
