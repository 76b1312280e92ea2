"""The demonstration: five calls one after another, on a line that then stays open."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console

from ivr.rehearsal.call_report import call_report
from ivr.rehearsal.expectations import check
from ivr.rehearsal.live_transcript import LiveTranscript
from ivr.rehearsal.playing import whole_record
from ivr.rehearsal.scripts import PlannedCall, plan
from ivr.rehearsal.stage import Stage
from ivr.rehearsal.whispers import Whispers
from telephony.simulator.network import Network

CALLS = Path(__file__).with_name("demo_calls")


def demo_calls() -> list[PlannedCall]:
    """The calls of the demonstration, in their order."""
    return plan(sorted(CALLS.glob("*.yaml")))


def play(stage: Stage, speed: float, console: Console) -> Iterator[dict[str, Any]]:
    """Place the calls, their conversation on the console; gives a report as each ends."""
    for number, call in enumerate(demo_calls(), start=1):
        title = call.script.name.removesuffix(".yaml").partition("_")[2].replace("_", " ")
        console.print(f"\n[bold]{number}. {title}[/]")
        yield _play(stage, call, speed, console)


def _play(stage: Stage, call: PlannedCall, speed: float, console: Console) -> dict[str, Any]:
    stage.seat(call.script.agents)
    before = set(stage.network.network.legs)
    under_way = stage.network.submit(call.script)
    transcript, shown = LiveTranscript(console), set(stage.network.network.messages)
    whispers = Whispers(stage.network.network, before)
    while not under_way.done():
        time.sleep(0.25)
        sid = next(_inbound(stage.network.network, before), None)
        record = stage.records.of(sid) if sid else None
        if record is not None:
            transcript.show(record)
        for address, text in whispers.new():
            transcript.show_whisper(address, text)
        _show_texts(stage, transcript, shown)
    result = under_way.result()
    record = whole_record(stage.records, result)
    transcript.show(record)
    _show_texts(stage, transcript, shown)
    report = call_report(result, record, check(call.expected, result, record), speed)
    if report["transfer"] and report["transfer"]["met"]:
        transcript.show_meeting(result)
    verdict = "[green]passed[/]" if report["passed"] else "[red]failed[/]"
    console.print(f"  {verdict}")
    return report


def _inbound(network: Network, before: set[str]) -> Iterator[str]:
    """Calls to the line that were not there before."""
    legs = tuple(network.legs.items())
    return (sid for sid, leg in legs if sid not in before and leg.direction == "inbound")


def _show_texts(stage: Stage, transcript: LiveTranscript, shown: set[str]) -> None:
    """Text messages are on the phone and here, never in the call's record."""
    for sid, message in tuple(stage.network.network.messages.items()):
        if sid not in shown and message.status == "delivered":
            transcript.show_text(f"to {message.receiver}: {message.body}")
            shown.add(sid)
