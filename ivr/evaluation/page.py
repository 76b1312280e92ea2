"""Writes the figures of a report into a Markdown page."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ivr.errors import WarmlineError
from ivr.evaluation.rows import CONFUSIONS_SHOWN, SET_ROWS, percent

BEGIN = "<!-- figures: written by `warmline nlu test --page` -->"
END = "<!-- end of figures -->"


def write_figures(page: Path, report: dict[str, Any]) -> None:
    """Put the figures between the marks of a page, in place of what stands there.

    Raises:
        WarmlineError: the page has no marks.
    """
    before, begun, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        raise WarmlineError(f"{page} has no place for figures: write {BEGIN} and {END} there.")
    text = "\n".join([BEGIN, "", *_lines(report), END])
    page.write_text(before + text + after, encoding="utf-8")


def _lines(report: dict[str, Any]) -> Iterator[str]:
    sets = report["sets"]
    yield from _table(
        ("", *sets), ((t, *(shown(f) for f in sets.values())) for t, shown in SET_ROWS)
    )
    for name, figures in sets.items():
        if figures["trades"]:
            yield from _of_set(name, figures)
    yield "### Entities, precision and recall\n"
    yield from _entities(sets)
    yield "### Moods\n"
    yield from _table(
        ("set", "area under the curve", "angry, over the threshold", "neutral, over it"),
        (
            (
                name,
                percent(f["auc"]),
                percent(f["angry_over"]["share"]),
                percent(f["neutral_over"]["share"]),
            )
            for name, f in report["moods"].items()
        ),
    )
    latency = report["latency_ms"]
    yield "### Time\n"
    yield (
        f"Understanding an utterance took {latency['p50']} ms (median), {latency['p95']} ms "
        f"(p95), {latency['p99']} ms (p99), HTTP included.\n"
    )


def _of_set(name: str, figures: dict[str, Any]) -> Iterator[str]:
    yield f"### {name}\n"
    yield from _table(
        ("trade", "utterances", "accuracy", "people's, automated", "automatable, sent on"),
        (
            (
                trade,
                str(f["utterances"]),
                percent(f["accuracy"]),
                percent(f["decisions"]["human_automated"]["share"]),
                percent(f["decisions"]["automatable_transferred"]["share"]),
            )
            for trade, f in figures["trades"].items()
        ),
    )
    yield from _table(
        ("intent", "tests", "precision", "recall"),
        (
            (f"`{intent}`", str(f["tests"]), percent(f["precision"]), percent(f["recall"]))
            for intent, f in figures["intents"].items()
        ),
    )
    yield from _table(
        ("confidence", "utterances", "mean confidence", "right"),
        (
            (
                f"{b['least']:.1f} to {b['most']:.1f}",
                str(b["count"]),
                percent(b["confidence"]),
                percent(b["accuracy"]),
            )
            for b in figures["calibration"]["bins"]
        ),
    )
    yield from _table(
        ("meant", "understood", "times"),
        (
            (f"`{c['meant']}`", f"`{c['understood']}`", str(c["times"]))
            for c in figures["confusions"][:CONFUSIONS_SHOWN]
        ),
    )


def _entities(sets: dict[str, Any]) -> Iterator[str]:
    """A row an entity, a column a set."""
    names = sorted({name for figures in sets.values() for name in figures["entities"]})
    yield from _table(
        ("entity", *sets),
        (
            (f"`{name}`", *(_entity(f["entities"].get(name)) for f in sets.values()))
            for name in names
        ),
    )


def _entity(score: dict[str, Any] | None) -> str:
    if score is None:
        return "-"
    return f"{percent(score['precision'])}, {percent(score['recall'])} of {score['tests']}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    titles = list(head)
    yield f"| {' | '.join(titles)} |"
    yield "|" + "---|" * len(titles)
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
