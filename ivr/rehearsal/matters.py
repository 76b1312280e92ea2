"""What each matter of a call took: turns of the caller, and seconds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import mean
from typing import Any

from ivr.rehearsal.call_record import CallRecord, RecordedEvent

_INPUTS = ("caller_spoke", "caller_keyed")
Row = dict[str, Any]


def matters_of(record: CallRecord, speed: float) -> list[Row]:
    """Every matter of a call, in the order they began.

    `turns` counts what the caller said and keyed after the words that began the matter, until it
    was settled, or until the call ended; `seconds` is the time of the call between.

    Args:
        record: the call.
        speed: seconds of audio a second during the call.
    """
    return [
        _matter(event, record.events[at + 1 :], speed)
        for at, event in enumerate(record.events)
        if event.kind == "matter_began"
    ]


def settling(reports: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Averages over the settled matters of many calls' reports: a row an intent, by name."""
    settled: dict[str, list[Row]] = defaultdict(list)
    for report in reports:
        for matter in report["matters"]:
            if matter["settled"]:
                settled[matter["intent"]].append(matter)
    return [
        {
            "intent": intent,
            "settled": len(rows),
            "turns": round(mean(row["turns"] for row in rows), 1),
            "seconds": round(mean(row["seconds"] for row in rows), 1),
        }
        for intent, rows in sorted(settled.items())
    ]


def settling_table(rows: Sequence[Row]) -> str:
    """The averages as a Markdown table."""
    lines = ["| matter | settled | turns, average | seconds, average |", "|---|---|---|---|"]
    lines += [f"| `{r['intent']}` | {r['settled']} | {r['turns']} | {r['seconds']} |" for r in rows]
    return "\n".join(lines)


def _matter(began: RecordedEvent, later: Sequence[RecordedEvent], speed: float) -> Row:
    until = next((at for at, event in enumerate(later) if _ends(event, began)), len(later))
    during = later[: until + 1]
    end = during[-1] if during else began
    return {
        "intent": began.body["intent"],
        "settled": end.kind == "matter_settled",
        "turns": sum(event.kind in _INPUTS for event in during),
        "seconds": round((end.at - began.at).total_seconds() * speed, 1),
    }


def _ends(event: RecordedEvent, began: RecordedEvent) -> bool:
    settled = event.kind == "matter_settled" and event.body["intent"] == began.body["intent"]
    return settled or event.kind == "call_ended"
