"""What came of a call's transfers: from its record, and from the phones that took part."""

from collections.abc import Iterator, Mapping
from typing import Any

from ivr.rehearsal.agents import name_of
from ivr.rehearsal.call_record import CallRecord
from telephony.simulator import AgentResult, CallResult

_MET_MS = 300
"""So much of the other's voice, and two people have heard each other."""
EXPECTED = ("state", "why", "attempts", "whisper", "rang", "keys", "met")
"""What a script may expect of a transfer."""


def transfer_of(result: CallResult, record: CallRecord) -> dict[str, Any] | None:
    """The `transfer` of a call's report; None where nobody was to be fetched.

    `queue`, `reason` and `trigger` are those of the first wish, `state` and `why` of the last.
    """
    requested = next((event.body for event in record.of_kind("transfer_requested")), None)
    if requested is None:
        return None
    callback = next((event.body for event in record.of_kind("callback_stored")), None)
    moves = [event.body for event in record.of_kind("transfer_moved")]
    return {
        **requested,
        "callback": callback,
        "state": moves[-1]["state"] if moves else None,
        "why": moves[-1]["why"] if moves else "",
        "moves": [move["state"] for move in moves],
        "attempts": list(_attempts(result, record)),
        "caller_heard_s": result.others_heard_ms / 1000,
        "met": _have_met(result),
    }


def differences(wanted: Mapping[str, Any], transfer: Mapping[str, Any] | None) -> dict[str, Any]:
    """What a script expects of the transfer and was found otherwise, as it was found."""
    if transfer is None:
        return {"state": None}
    attempts = transfer["attempts"]
    whispers = " ".join(attempt["whisper"] for attempt in attempts).casefold()
    found: dict[str, Any] = {
        "state": transfer["state"],
        "why": transfer["why"],
        "attempts": [attempt["outcome"] for attempt in attempts],
        "rang": sum(attempt["rang"] for attempt in attempts),
        "keys": [key for attempt in attempts for key in attempt["keys"]],
        "met": transfer["met"],
    }
    missing = [word for word in wanted.get("whisper", ()) if word.casefold() not in whispers]
    other = {key: found[key] for key in wanted if key != "whisper" and found[key] != wanted[key]}
    return {**other, **({"whisper": {"missing": missing}} if missing else {})}


def _attempts(result: CallResult, record: CallRecord) -> Iterator[dict[str, Any]]:
    """Every attempt that is over, with the call the agent's phone had of it."""
    calls: dict[str, list[AgentResult]] = {}
    for call in result.agents:
        calls.setdefault(name_of(call.position), []).append(call)
    for event in record.of_kind("agent_tried"):
        mine = calls.get(event.body["agent"], [])
        phone = mine.pop(0) if mine else None
        yield {
            "agent": event.body["agent"],
            "outcome": event.body["outcome"],
            "rang_s": event.body["rang_s"],
            "rang": phone is not None,
            "seconds": phone.duration_s if phone else 0,
            "whisper": " ".join(phone.heard) if phone else "",
            "keys": list(phone.keyed) if phone else [],
            "agent_heard_s": phone.others_heard_ms / 1000 if phone else 0.0,
        }


def _have_met(result: CallResult) -> bool:
    heard = any(agent.others_heard_ms >= _MET_MS for agent in result.agents)
    return heard and result.others_heard_ms >= _MET_MS
