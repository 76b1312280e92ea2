"""`warmline bench`: measure this machine."""

import signal
import sys
from contextlib import ExitStack
from typing import Any

import click

from ivr.cli.own_rasa import start_rasa
from ivr.cli.report import json_option, print_json, progress
from ivr.config import read_settings

_ROWS = {
    "voice_to_voice_ms": "voice to voice",
    "endpoint_wait_ms": "waiting for the end of speech",
    "understanding_ms": "understanding",
    "flow_and_action_ms": "flow and action",
    "synthesis_and_send_ms": "synthesis and sending",
    "rest_ms": "sound on its way",
}
_COLUMNS = ("median", "p95", "min", "max")


@click.group("bench")
def command() -> None:
    """Measure this machine."""


@command.command("latency")
@click.option(
    "--calls",
    type=click.IntRange(1, 1000),
    default=8,
    show_default=True,
    help="Calls placed one after another; each takes about half a minute.",
)
@json_option
@click.pass_context
def latency(ctx: click.Context, calls: int, as_json: bool) -> None:
    """Measure voice-to-voice latency: the caller's last sound to the first of the answer.

    Opens a line of its own with a simulated phone network and calls it in real time. Exit status 1
    where a call did not go as its script says.
    """
    from ivr.rehearsal.credentials import Credentials
    from ivr.rehearsal.latency import bench_calls, measured, report
    from ivr.rehearsal.stage import open_line

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    credentials = Credentials()
    done = []
    with ExitStack() as stack:
        rasa_url = start_rasa(stack, credentials)
        with progress.status("Opening the line …"):
            stage = stack.enter_context(open_line(read_settings(), rasa_url, credentials))
        with progress.status(f"Call 1 of {calls} …") as status:
            for call in measured(stage, bench_calls(calls)):
                done.append(call)
                status.update(f"Call {min(len(done) + 1, calls)} of {calls} …")
    document = report(done)
    if as_json:
        print_json(document)
    else:
        _print(document)
    ctx.exit(0 if document["passed"] else 1)


def _print(document: dict[str, Any]) -> None:
    """A Markdown table, so that it can be put into a document as it is."""
    click.echo(f"{document['count']} answers in {document['calls']} calls, in milliseconds:\n")
    click.echo(f"| | {' | '.join(_COLUMNS)} |\n|---|{'---|' * len(_COLUMNS)}")
    for name, title in _ROWS.items():
        if name in document:
            figures = " | ".join(f"{document[name][column]:.0f}" for column in _COLUMNS)
            click.echo(f"| {title} | {figures} |")
    for failure in document["failures"]:
        progress.print(failure, style="red", soft_wrap=True)
