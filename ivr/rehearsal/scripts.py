"""Plays scripted calls: those that ask for the same broken parts share a line."""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, as_completed
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ivr.config import Settings
from ivr.errors import WarmlineError
from ivr.rehearsal.call_record import CallRecord, CallRecords
from ivr.rehearsal.call_report import call_report
from ivr.rehearsal.credentials import Credentials
from ivr.rehearsal.expectations import check, read_expectations
from ivr.rehearsal.faults import Setup, broken, read_setup
from ivr.rehearsal.stage import open_line
from telephony.simulator import CallResult, Script, ScriptRefused, SimulatorThread, read

RECORD_WITHIN_S = 15.0
"""How long after the call's end its record may take to be whole."""


@dataclass(frozen=True)
class PlannedCall:
    """A script with its own sections read."""

    script: Script
    setup: Setup
    expected: Mapping[str, Any]


class ScriptInvalid(WarmlineError):
    """A script can't be read; the message has file, line and what is wrong."""

    code = "script-invalid"


def plan(paths: Sequence[Path]) -> list[PlannedCall]:
    """Read scripts.

    Raises:
        ScriptInvalid, FaultUnknown, ExpectationUnknown: the message says what to mend.
    """
    try:
        scripts = [read(path) for path in paths]
    except ScriptRefused as refused:
        raise ScriptInvalid(str(refused)) from None
    return [
        PlannedCall(
            script,
            read_setup(script.name, script.rest.get("setup")),
            read_expectations(script.name, script.rest.get("expect")),
        )
        for script in scripts
    ]


@dataclass(frozen=True)
class Pace:
    """How fast, and how many at once."""

    speed: float = 4.0
    """Seconds of audio a second."""
    at_once: int = 3
    """Calls under way at the same time on a line."""


def play_all(
    calls: Sequence[PlannedCall],
    settings: Settings,
    rasa_url: str,
    credentials: Credentials,
    pace: Pace,
    audio_folder: Path | None = None,
) -> Iterator[dict[str, Any]]:
    """Open the lines that the calls need, one after another, and play them; reports as they end.

    Raises:
        LineNotReady: a line did not open.
    """
    groups: dict[Setup, list[PlannedCall]] = defaultdict(list)
    for call in calls:
        groups[call.setup].append(call)
    for setup, members in groups.items():
        with ExitStack() as stack:
            overrides = stack.enter_context(broken(setup))
            stage = stack.enter_context(
                open_line(settings, rasa_url, credentials, speed=pace.speed, overrides=overrides)
            )
            yield from play_on(stage.network, stage.records, members, pace, audio_folder)


def play_on(
    network: SimulatorThread,
    records: CallRecords,
    calls: Sequence[PlannedCall],
    pace: Pace,
    audio_folder: Path | None = None,
) -> Iterator[dict[str, Any]]:
    """Play calls on a line that is open; reports as they end."""
    under_way: dict[Future[CallResult], PlannedCall] = {}
    waiting = list(calls)
    while waiting or under_way:
        while waiting and len(under_way) < pace.at_once:
            call = waiting.pop(0)
            under_way[network.submit(call.script)] = call
        done = next(as_completed(under_way))
        call = under_way.pop(done)
        result = done.result()
        if audio_folder is not None:
            result.save_audio(audio_folder / f"{Path(result.script).stem}.wav")
        record = whole_record(records, result)
        yield call_report(result, record, check(call.expected, result, record), pace.speed)


def whole_record(records: CallRecords, result: CallResult) -> CallRecord:
    """The record of a call that is over, once the line has written its end."""
    deadline = time.monotonic() + RECORD_WITHIN_S
    record = records.of(result.call_sid)
    while (record is None or not _is_whole(record)) and time.monotonic() < deadline:
        time.sleep(0.1)
        record = records.of(result.call_sid)
    return record or CallRecord(None, None, ())


def _is_whole(record: CallRecord) -> bool:
    kinds = {event.kind for event in record.events}
    return record.outcome is not None and "status_changed" in kinds
