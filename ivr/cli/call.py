"""`warmline call`: place scripted calls."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from ivr.cli.own_rasa import start_rasa
from ivr.cli.report import json_option, print_json
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
@click.option(
    "--lines",
    type=click.IntRange(1, 16),
    default=2,
    show_default=True,
    help="Lines open at the same time, where calls need lines of their own.",
)
@click.option(
    "--summary",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File for average turns and seconds a matter, in Markdown.",
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
    lines: int,
    summary: Path | None,
) -> None:
    """Place scripted calls through the simulated phone network.

    Prints one JSON line a call with --json. Exit status 1 where a call did not pass.
    """
    from ivr.rehearsal.playing import Ground, Kept, Pace, play_all, play_on
    from ivr.rehearsal.scripts import plan

    calls = plan(scripts)
    pace, kept = Pace(speed, at_once, lines), Kept(audio)
    settings = read_settings()
    if audio is not None:
        audio.mkdir(parents=True, exist_ok=True)
    done = []
    with ExitStack() as stack:
        if url:
            from ivr.rehearsal.running_line import reach

            line = stack.enter_context(reach(settings, url, speed))
            reports = play_on(line, calls, pace, kept)
        else:
            from ivr.rehearsal.credentials import Credentials

            credentials = Credentials()
            rasa_url = start_rasa(stack, credentials)
            reports = play_all(calls, Ground(settings, rasa_url, credentials), pace, kept)
        for report in reports:
            done.append(report)
            if as_json:
                print_json(report, lines=True)
            else:
                _print(report)
    _summarise(done, summary, shown=not as_json)
    ctx.exit(0 if all(report["passed"] for report in done) else 1)


def _print(report: dict[str, Any]) -> None:
    verdict = "passed" if report["passed"] else "FAILED"
    click.echo(f"{verdict}  {report['script']}  {report['outcome']}  {report['duration_s']} s")
    for check in report["checks"]:
        if not check["passed"]:
            click.echo(f"    {check['name']}: expected {check['expected']}, found {check['found']}")


def _summarise(reports: list[dict[str, Any]], file: Path | None, *, shown: bool) -> None:
    from ivr.rehearsal.matters import settling, settling_page, settling_table

    rows = settling(reports)
    if rows and shown:
        click.echo(f"\n{settling_table(rows)}")
    if file is not None:
        file.write_text(settling_page(reports), encoding="utf-8")
