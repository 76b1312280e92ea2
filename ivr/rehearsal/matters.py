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

    `turns` counts what the caller said and keyed, the words that began the matter included, until
    it was settled, or until the call ended. `seconds` is the time of the call from the end of those
    words until the answer that settled it was heard. A matter named in one breath with another
    begins on its own, when its turn comes.

    Args:
        record: the call.
        speed: seconds of audio a second during the call.
    """
    return [
        _matter(record.events, at, speed)
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


def settling_page(reports: Sequence[Mapping[str, Any]]) -> str:
    """The averages as a page of the documentation."""
    passed = sum(report["passed"] for report in reports)
    return (
        "# Turns and seconds to settle a matter\n\n"
        f"{passed} of {len(reports)} scripted calls passed "
        "([how this is measured](scripted-calls.md#turns-and-seconds)).\n\n"
        f"{settling_table(settling(reports))}\n"
    )


def _matter(events: Sequence[RecordedEvent], at: int, speed: float) -> Row:
    began = events[at]
    opening = _opening(events[:at])
    later = events[at + 1 :]
    until = next((i for i, event in enumerate(later) if _ends(event, began)), len(later))
    during = later[: until + 1]
    end = during[-1] if during else began
    settled = end.kind == "matter_settled"
    heard = _answer_heard(later[until + 1 :]) if settled else None
    seconds = ((heard or end).at - (opening or began).at).total_seconds()
    return {
        "intent": began.body["intent"],
        "settled": settled,
        "turns": sum(event.kind in _INPUTS for event in during) + (opening is not None),
        "seconds": round(seconds * speed, 1),
    }


def _opening(before: Sequence[RecordedEvent]) -> RecordedEvent | None:
    """The caller's input that began the matter; None where it began an earlier one."""
    for event in reversed(before):
        if event.kind in _INPUTS:
            return event
        if event.kind == "matter_began":
            return None
    return None


def _answer_heard(after: Sequence[RecordedEvent]) -> RecordedEvent | None:
    """The end of the answer; None where the caller went on, or left, before it was heard."""
    for event in after:
        if event.kind == "prompt_heard":
            return event
        if event.kind in (*_INPUTS, "call_ended"):
            return None
    return None


def _ends(event: RecordedEvent, began: RecordedEvent) -> bool:
    settled = event.kind == "matter_settled" and event.body["intent"] == began.body["intent"]
    return settled or event.kind == "call_ended"
