"""`warmline call`: place scripted calls."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from ivr.cli.report import json_option, print_json, progress
from ivr.config import read_settings


@click.command("call")
@click.argument("scripts", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
@click.option("--url", help="A running line; without it one is started for these calls.")
@click.option(
    "--speed",
    type=click.FloatRange(0.25, 20),
    default=4.0,
    show_default=True,
    help="Seconds of audio a second.",
)
@click.option(
    "--at-once",
    type=click.IntRange(1, 32),
    default=3,
    show_default=True,
    help="Calls under way at the same time.",
)
@click.option(
    "--audio",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for recordings of the calls, the caller on the left.",
)
@click.pass_context
def command(
    ctx: click.Context,
    scripts: tuple[Path, ...],
    as_json: bool,
    url: str | None,
    speed: float,
    at_once: int,
    audio: Path | None,
) -> None:
    """Place scripted calls through the simulated phone network.

    Prints one JSON line a call with --json. Exit status 1 where a call did not pass.
    """
    from ivr.rehearsal.scripts import Pace, plan, play_all, play_on

    calls = plan(scripts)
    pace = Pace(speed, at_once)
    settings = read_settings()
    if audio is not None:
        audio.mkdir(parents=True, exist_ok=True)
    passed = True
    with ExitStack() as stack:
        if url:
            from ivr.rehearsal.running_line import reach

            line = stack.enter_context(reach(settings, url, speed))
            reports = play_on(line.network, line.records, calls, pace, audio)
        else:
            from ivr.rehearsal.credentials import Credentials
            from ivr.rehearsal.stage import open_understanding

            credentials = Credentials()
            with progress.status("Starting Rasa …"):
                rasa_url = stack.enter_context(open_understanding(credentials))
            reports = play_all(calls, settings, rasa_url, credentials, pace, audio)
        for report in reports:
            passed = passed and report["passed"]
            if as_json:
                print_json(report, lines=True)
            else:
                _print(report)
    ctx.exit(0 if passed else 1)


def _print(report: dict[str, Any]) -> None:
    verdict = "passed" if report["passed"] else "FAILED"
    click.echo(f"{verdict}  {report['script']}  {report['outcome']}  {report['duration_s']} s")
    for check in report["checks"]:
        if not check["passed"]:
            click.echo(f"    {check['name']}: expected {check['expected']}, found {check['found']}")
