"""One scripted call as a JSON document: what was said, recognised, answered, and how fast."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ivr.rehearsal.call_record import CallRecord
from ivr.rehearsal.expectations import Check
from ivr.rehearsal.matters import matters_of
from ivr.rehearsal.placed_turns import PlacedTurn, placed_turns
from ivr.rehearsal.transfers import transfer_of
from telephony.simulator import CallResult


def call_report(
    result: CallResult, record: CallRecord, checks: Sequence[Check], speed: float
) -> dict[str, Any]:
    """The document that `warmline call --json` prints for a call.

    Args:
        result: the call as its caller saw it.
        record: the call as the line recorded it.
        checks: expectations and what was found.
        speed: seconds of audio a second during the call.
    """
    return {
        "script": result.script,
        "call_sid": result.call_sid,
        "outcome": record.outcome,
        "intent": record.intent,
        "duration_s": result.duration_s,
        "turns": [_turn(placed, speed) for placed in placed_turns(result, record)],
        "matters": matters_of(record, speed),
        "transfer": transfer_of(result, record),
        "faults": [event.body for event in record.of_kind("fault_happened")],
        "error": result.error,
        "checks": [asdict(check) for check in checks],
        "passed": all(check.passed for check in checks),
    }


def _turn(placed: PlacedTurn, speed: float) -> dict[str, Any]:
    understood = placed.last("understood").get("understanding", {})
    recognised = placed.texts("caller_spoke", "text") + placed.texts("caller_keyed", "digits")
    return {
        "said": placed.turn.said,
        "recognised": " / ".join(recognised),
        "intent": understood.get("intent"),
        "confidence": understood.get("confidence"),
        "prompt": " ".join(placed.turn.heard),
        "voice_to_voice_ms": _voice_to_voice_ms(placed, speed),
    }


def _voice_to_voice_ms(placed: PlacedTurn, speed: float) -> float | None:
    """From the caller's last sound to the first of the answer, as a caller in real time hears it.

    A faster phone shortens the silence that the line waits for, not the line's own work: what the
    speed took from that silence is added back.
    """
    measured = placed.turn.voice_to_voice_ms
    spoke = placed.last("caller_spoke")
    if measured is None or not spoke:
        return None
    waited_ms = spoke["endpoint_ms"] - spoke["end_ms"]
    return round(float(measured + waited_ms * (1 - 1 / speed)), 1)
