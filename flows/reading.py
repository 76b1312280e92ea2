"""Walking a YAML document with a note of every fault and its place, instead of stopping at one."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from math import isfinite
from typing import TypeVar

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from flows.events import Json
from flows.problems import Place, Problem, did_you_mean

T = TypeVar("T")
LONGEST_KEY = 80
"""Characters of a key, such as the name of a step."""
MOST_FAULTS = 200
"""Faults that are told of one file."""


class TooManyFaults(Exception):
    """A file with so many faults that the rest is not looked at."""


@dataclass
class Report:
    """The problems found so far in one file."""

    flow: str = ""
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Node:
    """A value in a YAML document that knows where it stands."""

    value: object
    place: Place
    report: Report
    step: str = ""

    def wrong(self, what: str, remedy: str) -> None:
        """Note a fault at this place.

        Raises:
            TooManyFaults: there are more in the file than anybody would read.
        """
        problem = Problem(self.place, what, remedy, flow=self.report.flow, step=self.step)
        self.report.problems.append(problem)
        if len(self.report.problems) >= MOST_FAULTS:
            raise TooManyFaults

    def entries(self) -> dict[str, "Node"]:
        """The entries of a mapping, whatever their keys; none where this is no mapping."""
        if not isinstance(self.value, CommentedMap):
            self.wrong("a mapping is expected here", "Write 'key: value' lines, indented alike")
            return {}
        entries: dict[str, Node] = {}
        for key, value in self.value.items():
            if isinstance(key, str) and len(key) <= LONGEST_KEY:
                entries[key] = self._at(value, *self.value.lc.value(key))
            else:
                self._wrong_key(key)
        return entries

    def keys_of(self, known: Collection[str], required: Collection[str] = ()) -> "Keyed":
        """The entries of a mapping with known keys; unknown and missing ones are faults."""
        entries = self.entries()
        for key in [key for key in entries if key not in known]:
            self._key(key).wrong(f"unknown key '{key}'", did_you_mean(key, known))
            del entries[key]
        for key in required:
            if entries.get(key) is None and isinstance(self.value, CommentedMap):
                self.wrong(f"'{key}' is missing", f"Add '{key}:' here")
        return Keyed(entries, self)

    def items(self) -> tuple["Node", ...]:
        """The items of a list; a single value counts as a list of one."""
        if isinstance(self.value, CommentedSeq):
            lc = self.value.lc
            return tuple(self._at(v, *lc.item(i)) for i, v in enumerate(self.value))
        return (self,)

    def text(self) -> str:
        """A text; numbers and the like have to stand in quotes."""
        if isinstance(self.value, str):
            return str(self.value)
        self.wrong("text is expected here", "Write text, in quotes if it looks like a number")
        return ""

    def one_of(self, known: Collection[str], kind: str) -> str:
        """One of some known words; the first of them stands in for a wrong one."""
        word = self.text()
        if word and word not in known:
            self.wrong(f"unknown {kind} '{word}'", did_you_mean(word, known))
        return word if word in known else next(iter(known))

    def whole(self) -> int:
        """A whole number from 0."""
        if isinstance(self.value, int) and not isinstance(self.value, bool) and self.value >= 0:
            return int(self.value)
        self.wrong("a whole number is expected here", "Write digits only, without quotes")
        return 0

    def whole_within(self, least: int, most: int, more: str = "") -> int:
        """A whole number from one to another; the nearer of the two where it is outside.

        Args:
            least: the smallest.
            most: the greatest.
            more: follows the range in the remedy, such as " seconds".
        """
        value = self.whole()
        if not least <= value <= most:
            self.wrong(f"{value} is out of range", f"Write {least} to {most}{more}")
        return min(max(value, least), most)

    def share(self) -> float:
        """A number from 0 to 1."""
        fits = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        if fits and 0 <= float(str(self.value)) <= 1:
            return float(str(self.value))
        self.wrong("a number from 0 to 1 is expected here", "Write it like 0.4")
        return 0.0

    def flag(self) -> bool:
        """`true` or `false`."""
        if isinstance(self.value, bool):
            return self.value
        self.wrong("true or false is expected here", "Write true or false, without quotes")
        return False

    def day(self) -> date | None:
        """A date such as 2026-12-24, in quotes or without."""
        if isinstance(self.value, date) and not isinstance(self.value, datetime):
            return self.value
        try:
            return date.fromisoformat(str(self.value))
        except ValueError:
            self.wrong("a date is expected here", "Write it like 2026-12-24")
            return None

    def scalar(self) -> Json:
        """A text, a number, true, false or null."""
        if self.value is None or isinstance(self.value, bool | str):
            return self.value
        if isinstance(self.value, int):
            return int(self.value)
        if isinstance(self.value, float) and isfinite(self.value):
            return float(self.value)
        self.wrong("a plain value is expected here", "Write a text, a number, true or false")
        return None

    def of_step(self, step: str) -> "Node":
        """The same node, its faults put down to a step."""
        return replace(self, step=step)

    def _key(self, key: object) -> "Node":
        if not isinstance(self.value, CommentedMap):
            return self
        return self._at(key, *self.value.lc.key(key))

    def _wrong_key(self, key: object) -> None:
        if isinstance(key, str):
            what = f"a name of {len(key)} characters"
            self._key(key).wrong(what, f"Keep names under {LONGEST_KEY} characters")
        else:
            self._key(key).wrong("a name is expected here", "Write a text, or put it in quotes")

    def _at(self, value: object, line: int, column: int) -> "Node":
        place = Place(self.place.file, line + 1, column + 1)
        return replace(self, value=value, place=place)


@dataclass(frozen=True)
class Keyed:
    """The entries of a mapping by key."""

    entries: Mapping[str, Node]
    whole: Node

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def __getitem__(self, key: str) -> Node:
        return self.entries[key]

    def read(self, key: str, how: Callable[[Node], T], default: T) -> T:
        """The value of an entry read by `how`; the default where there is none."""
        return how(self.entries[key]) if key in self.entries else default
