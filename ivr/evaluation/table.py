"""The report as tables for a terminal."""

from typing import Any

from rich.console import Console
from rich.table import Table

from ivr.evaluation.rows import CONFUSIONS_SHOWN, SET_ROWS, percent


def print_report(report: dict[str, Any], console: Console | None = None) -> None:
    """Print sets side by side, then confusions, moods, latency and what missed its floor."""
    console = console or Console(highlight=False)
    console.print(_sets(report))
    for name, figures in report["sets"].items():
        pairs = figures["confusions"][:CONFUSIONS_SHOWN]
        shown = ", ".join(f"{p['meant']} as {p['understood']} {p['times']} times" for p in pairs)
        console.print(f"[bold]{name}[/bold] misunderstood: {shown or 'nothing'}")
    for name, figures in report["moods"].items():
        console.print(f"moods of {name}: area under the curve {percent(figures['auc'])}")
    latency = report["latency_ms"]
    console.print("understanding: " + ", ".join(f"{k} {v} ms" for k, v in latency.items()))
    for each in report.get("wrong", ()):
        console.print(f"{each['meant']} as {each['understood']}: {each['text']}", markup=False)
    for floor in report["floors"]:
        if not floor["passed"]:
            bound = f"at least {floor['least']}" if floor["least"] else f"at most {floor['most']}"
            console.print(f"[red]{floor['figure']} is {floor['value']}, should be {bound}[/red]")
    if report["passed"]:
        console.print("[green]Every figure is where it should be.[/green]")


def _sets(report: dict[str, Any]) -> Table:
    table = Table("", *report["sets"])
    for column in table.columns[1:]:
        column.justify = "right"
    for title, shown in SET_ROWS:
        table.add_row(title, *(shown(figures) for figures in report["sets"].values()))
    return table
