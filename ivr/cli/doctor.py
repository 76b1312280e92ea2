"""`warmline doctor`: check everything the line needs."""

import logging
from typing import TYPE_CHECKING

import click

from ivr.cli.report import json_option, print_json, progress
from ivr.config import read_settings
from ivr.errors import SettingsInvalid

if TYPE_CHECKING:
    from ivr.doctor.finding import Finding

_STYLES = {"ok": "green", "warning": "yellow", "problem": "bold red", "skipped": "dim"}


@click.command("doctor")
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Check everything the line needs, and say what to mend.

    Exit status 1 where there is a problem; warnings leave it at 0.
    """
    results = _results()
    passed = all(finding.status != "problem" for _, finding in results)
    if as_json:
        print_json({"checks": [_document(*result) for result in results], "passed": passed})
    else:
        _print(results)
    ctx.exit(0 if passed else 1)


def _results() -> "list[tuple[str, Finding]]":
    import structlog

    from ivr.doctor.finding import problem
    from ivr.doctor.table import CHECKS, examine

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        settings = read_settings()
    except SettingsInvalid as invalid:
        return [("settings", problem(str(invalid), "See docs/settings.md."))]
    results = []
    with progress.status("Checking …") as status:
        for name, check in CHECKS.items():
            status.update(f"Checking {_spaced(name)} …")
            results.append((name, examine(check, settings)))
    return results


def _document(name: str, finding: "Finding") -> dict[str, str]:
    return {
        "name": name,
        "status": finding.status,
        "what": finding.what,
        "remedy": finding.remedy,
    }


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _print(results: "list[tuple[str, Finding]]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for name, finding in results:
        words = Text(finding.what)
        if finding.remedy:
            words.append(f"\n→ {finding.remedy}", style="italic")
        table.add_row(_spaced(name), Text(finding.status, style=_STYLES[finding.status]), words)
    console = Console(highlight=False)
    console.print(table)
    counts = [sum(f.status == status for _, f in results) for status in ("problem", "warning")]
    console.print(f"\n{counts[0]} problems, {counts[1]} warnings")
