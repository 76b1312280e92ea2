"""Plays scripted calls: several at once, on lines side by side.

Calls that ask for the same broken parts share a line; those with agents take turns on it. Lines
with faults open while calls go on elsewhere; how many calls and lines there are at a time is
bounded.
"""

import queue
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ivr.config import Settings
from ivr.rehearsal.call_record import CallRecord, CallRecords
from ivr.rehearsal.call_report import call_report
from ivr.rehearsal.changed_policy import flows_with, forget_callers
from ivr.rehearsal.credentials import Credentials
from ivr.rehearsal.expectations import check
from ivr.rehearsal.faults import Setup, broken
from ivr.rehearsal.running_line import RunningLine
from ivr.rehearsal.scripts import PlannedCall
from ivr.rehearsal.stage import Stage, open_line
from telephony.simulator import CallResult

RECORD_WITHIN_S = 15.0
"""How long after the call's end its record may take to be whole."""
_LOOK_EVERY_S = 0.2
Report = dict[str, Any]


@dataclass(frozen=True)
class Pace:
    """How fast, and how many at once."""

    speed: float = 4.0
    """Seconds of audio a second."""
    at_once: int = 3
    """Calls under way at the same time, on all lines together."""
    lines: int = 2
    """Lines open at the same time."""


@dataclass(frozen=True)
class Ground:
    """What the lines of a rehearsal have in common."""

    settings: Settings
    rasa_url: str
    """Of a Rasa server that takes the credentials' token."""
    credentials: Credentials


@dataclass(frozen=True)
class Kept:
    """What is left of the calls when their lines have closed."""

    audio: Path | None = None
    """Folder for recordings; None keeps none."""
    lines: Path | None = None
    """Folder in which the lines' own folders stay: database, logs and caches; None keeps none."""
    on_text: Callable[[str], object] | None = None
    """Told of every text message the lines sent."""


@dataclass
class _Limits:
    """What the players of several lines share."""

    calls: threading.Semaphore
    stopping: threading.Event = field(default_factory=threading.Event)


def play_all(
    calls: Sequence[PlannedCall], ground: Ground, pace: Pace, kept: Kept | None = None
) -> Iterator[Report]:
    """Open the lines that the calls need and play them; reports as they end.

    Raises:
        LineNotReady: a line did not open.
    """
    groups: dict[Setup, list[PlannedCall]] = defaultdict(list)
    for call in calls:
        groups[call.setup].append(call)
    largest_first = sorted(groups.values(), key=len, reverse=True)
    limits = _Limits(threading.Semaphore(pace.at_once))
    ended: queue.SimpleQueue[Report] = queue.SimpleQueue()
    with ThreadPoolExecutor(pace.lines, "line") as pool:
        players = [
            pool.submit(_play_group, members, ground, pace, kept or Kept(), (limits, ended.put))
            for members in largest_first
        ]
        try:
            yield from _as_they_end(players, ended)
        finally:
            limits.stopping.set()
            pool.shutdown(cancel_futures=True)


def play_on(
    line: Stage | RunningLine,
    calls: Sequence[PlannedCall],
    pace: Pace,
    kept: Kept,
    limits: _Limits | None = None,
) -> Iterator[Report]:
    """Play calls on a line that is open; reports as they end."""
    limits = limits or _Limits(threading.Semaphore(pace.at_once))
    under_way: dict[Future[CallResult], PlannedCall] = {}
    waiting = list(calls)
    while (waiting or under_way) and not limits.stopping.is_set():
        while (
            waiting
            and not _has_to_wait(waiting[0], under_way.values())
            and limits.calls.acquire(timeout=0 if under_way else _LOOK_EVERY_S)
        ):
            call = waiting.pop(0)
            if isinstance(line, Stage):
                line.seat(call.script.agents)
            under_way[line.network.submit(call.script)] = call
        for done in wait(under_way, _LOOK_EVERY_S, FIRST_COMPLETED).done:
            limits.calls.release()
            call, result = under_way.pop(done), done.result()
            if kept.audio is not None:
                result.save_audio(kept.audio / f"{Path(result.script).stem}.wav")
            record = whole_record(line.records, result)
            yield call_report(result, record, check(call.expected, result, record), pace.speed)


def whole_record(records: CallRecords, result: CallResult) -> CallRecord:
    """The record of a call that is over, once the line has written its end."""
    deadline = time.monotonic() + RECORD_WITHIN_S
    record = records.of(result.call_sid)
    while (record is None or not _is_whole(record)) and time.monotonic() < deadline:
        time.sleep(0.1)
        record = records.of(result.call_sid)
    return record or CallRecord(None, None, ())


def _has_to_wait(call: PlannedCall, under_way: Iterable[PlannedCall]) -> bool:
    """Whether somebody's agents are in a call, and this call has agents too."""
    return bool(call.script.agents) and any(other.script.agents for other in under_way)


def _play_group(
    calls: Sequence[PlannedCall],
    ground: Ground,
    pace: Pace,
    kept: Kept,
    shared: tuple[_Limits, Callable[[Report], object]],
) -> None:
    """Open a line for calls with the same setup, and play them on it."""
    limits, tell = shared
    with ExitStack() as stack:
        flows, earlier = ground.settings.flows_dir, dict(calls[0].setup).get("earlier")
        overrides: dict[str, object] = {}
        if earlier is None:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="warmline-flows-")))
            flows = overrides["flows_dir"] = flows_with(forget_callers, flows, folder)
        overrides |= stack.enter_context(broken(calls[0].setup, flows))
        stage = stack.enter_context(
            open_line(
                ground.settings,
                ground.rasa_url,
                ground.credentials,
                speed=pace.speed,
                overrides=overrides,
                keep_in=kept.lines,
            )
        )
        if earlier is not None:
            stage.store_earlier_calls([call.script.caller.number for call in calls], earlier)
        for report in play_on(stage, calls, pace, kept, limits):
            tell(report)
        if kept.on_text is not None:
            for text in tuple(stage.network.network.messages.values()):
                kept.on_text(text.body)


def _as_they_end(
    players: Sequence[Future[None]], ended: queue.SimpleQueue[Report]
) -> Iterator[Report]:
    """Reports until every player is done; the first failure of one is raised."""
    while True:
        over = all(player.done() for player in players)
        for player in players:
            if player.done():
                player.result()
        try:
            yield ended.get(timeout=0 if over else _LOOK_EVERY_S)
        except queue.Empty:
            if over:
                return


def _is_whole(record: CallRecord) -> bool:
    kinds = {event.kind for event in record.events}
    return record.outcome is not None and "status_changed" in kinds
