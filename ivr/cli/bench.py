"""`warmline bench`: measure this machine."""

import signal
import sys
from contextlib import ExitStack
from typing import Any

import click

from ivr.cli.own_rasa import start_rasa, with_own_rasa
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
_MEASURED_SETS = ("dev", "utterances")
_PATIENCE_MS = 4000
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


@command.command("understanding")
@click.option(
    "--utterances",
    type=click.IntRange(2, 100_000),
    default=500,
    show_default=True,
    help="How many are understood; the test sentences of the Rasa project, over and over.",
)
@json_option
@click.pass_context
def understanding(ctx: click.Context, utterances: int, as_json: bool) -> None:
    """Measure how long an utterance takes to be understood, one after another.

    Starts a Rasa server of its own, which shares the processors that this command may use:
    `taskset -c 0 warmline bench understanding` measures one. Exit status 1 where Rasa did not
    answer each.
    """
    from itertools import cycle, islice

    from ivr.evaluation.speed import measured
    from ivr.evaluation.spread import spread
    from ivr.wiring import understander
    from nlu.environment.project import RasaProject
    from nlu.training_checks.data import read_training_data

    settings = read_settings(rasa_timeout_ms=_PATIENCE_MS)
    tests = read_training_data(RasaProject().root).tests
    texts = [test.text for test in tests if test.of_set in _MEASURED_SETS]
    with ExitStack() as stack:
        understand = understander(with_own_rasa(stack, settings)).understand
        with progress.status("Understanding …"):
            speed = measured(list(islice(cycle(texts), utterances)), understand)
    document = {
        "utterances": utterances,
        "per_second": round(speed.per_second, 1),
        "latency_ms": spread(speed.latency_ms),
        "own_processor_ms": round(speed.own_s * 1000 / utterances, 1),
        "without_rasa": speed.without_rasa,
    }
    if as_json:
        print_json(document)
    else:
        click.echo(f"{utterances} utterances, {document['per_second']} a second.\n")
        _print_table([("understanding", spread(speed.latency_ms))])
    ctx.exit(1 if speed.without_rasa else 0)


def _print(document: dict[str, Any]) -> None:
    """A Markdown table, so that it can be put into a document as it is."""
    click.echo(f"{document['count']} answers in {document['calls']} calls, in milliseconds:\n")
    _print_table([(title, document[name]) for name, title in _ROWS.items() if name in document])
    for failure in document["failures"]:
        progress.print(failure, style="red", soft_wrap=True)


def _print_table(rows: list[tuple[str, dict[str, float]]]) -> None:
    click.echo(f"| | {' | '.join(_COLUMNS)} |\n|---|{'---|' * len(_COLUMNS)}")
    for title, row in rows:
        figures = " | ".join(f"{row[column]:.0f}" for column in _COLUMNS)
        click.echo(f"| {title} | {figures} |")
