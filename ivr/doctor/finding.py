"""What a check found."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "warning", "problem", "skipped"]


@dataclass(frozen=True)
class Finding:
    """The result of one check."""

    status: Status
    """`problem`: callers would suffer from it; `warning`: worth mending; `skipped`: there was
    nothing to check, or no way to."""
    what: str
    """A sentence, free of secrets."""
    remedy: str = ""
    """What to do about it; empty where nothing has to be done."""


def ok(what: str) -> Finding:
    """All is well."""
    return Finding("ok", what)


def warning(what: str, remedy: str) -> Finding:
    """Worth mending."""
    return Finding("warning", what, remedy)


def problem(what: str, remedy: str) -> Finding:
    """Has to be mended."""
    return Finding("problem", what, remedy)


def skipped(what: str) -> Finding:
    """Nothing to check, or no way to."""
    return Finding("skipped", what)
