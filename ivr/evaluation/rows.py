"""Which figures a reader sees, and how they are written."""

from collections.abc import Callable
from typing import Any

CONFUSIONS_SHOWN = 8
Shown = Callable[[dict[str, Any]], str]


def percent(value: float | None) -> str:
    """A share as a percentage with one place; a dash of nothing."""
    return "-" if value is None else f"{value * 100:.1f} %"


def _decision(name: str) -> Shown:
    def shown(figures: dict[str, Any]) -> str:
        share = figures["decisions"][name]
        return f"{percent(share['share'])} ({share['count']}/{share['of']})"

    return shown


DECISION_ROWS: tuple[tuple[str, Shown], ...] = (
    ("matters for people, automated", _decision("human_automated")),
    ("matters for people, transferred at once", _decision("human_transferred")),
    ("automatable matters, sent to a person", _decision("automatable_transferred")),
    ("automatable matters, asked again", _decision("automatable_clarified")),
    ("automatable matters, settled as meant", _decision("automatable_settled")),
    ("pleas for a person, heard at once", _decision("pleas_heard")),
    ("out of scope, automated", _decision("out_of_scope_automated")),
    ("out of scope, sent to a person", _decision("out_of_scope_transferred")),
)
SET_ROWS: tuple[tuple[str, Shown], ...] = (
    ("utterances", lambda f: str(f["utterances"])),
    ("left out, as trained", lambda f: str(f["left_out"])),
    ("accuracy", lambda f: percent(f["accuracy"])),
    ("macro-F1", lambda f: percent(f["macro_f1"])),
    ("calibration error", lambda f: percent(f["calibration"]["error"])),
    ("out of scope: recall", lambda f: percent(f["out_of_scope"]["recall"])),
    ("out of scope: precision", lambda f: percent(f["out_of_scope"]["precision"])),
    ("several matters, all found", lambda f: percent(f["several_matters"]["all_found"]["share"])),
    *DECISION_ROWS,
)
"""Titles and cells of the table with a column a set."""
