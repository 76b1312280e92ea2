"""What is wrong with a flow file, where, and what to write instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]
LONGEST_WORD, MOST_NAMES = 80, 1_000
"""Characters and names up to which the nearest name is looked for."""
MOST_SHOWN = 60
"""Names that a remedy lists."""


@dataclass(frozen=True)
class Place:
    """A position in a file."""

    file: str
    line: int
    """1 for the first line."""
    column: int
    """1 for the first character."""


@dataclass(frozen=True)
class Problem:
    """Something to mend in a flow file."""

    place: Place
    what: str
    remedy: str
    """What to write instead, as an instruction."""
    flow: str = ""
    step: str = ""
    severity: Severity = "error"

    @property
    def file(self) -> str:
        """The file's path as it was given to the loader."""
        return self.place.file

    @property
    def line(self) -> int:
        """1 for the first line."""
        return self.place.line

    def __str__(self) -> str:
        """One line in the shape compilers use: file:line:column: severity: what. Remedy."""
        where = f"{self.place.file}:{self.place.line}:{self.place.column}"
        stop = "" if self.remedy.endswith("?") else "."
        return f"{where}: {self.severity}: {self.what}. {self.remedy}{stop}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file, line and column, each once."""
    found = set(problems)
    return tuple(sorted(found, key=lambda p: (p.file, p.line, p.place.column, p.what)))


class FlowsInvalid(ValueError):
    """Flow files that can't be used; `problems` holds everything wrong with them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The remedy for an unknown word: the nearest known one, else all of them."""
    names = sorted(known)
    near = []
    if len(word) <= LONGEST_WORD and len(names) <= MOST_NAMES:
        near = get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean '{near[0]}'?"
    shown = [*names[:MOST_SHOWN], "…"] if len(names) > MOST_SHOWN else names
    return f"Write one of: {', '.join(shown)}" if names else "Remove it"
