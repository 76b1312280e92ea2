"""Conditions of a branch: plain comparisons of one slot, never expressions."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from flows.events import Json
from flows.problems import Place
from flows.reading import Keyed as Fields
from flows.reading import Node

Test = Callable[[Json, Json], bool]
_TRUE: Json = True


@dataclass(frozen=True)
class Condition:
    """One test of one slot."""

    path: tuple[str, ...]
    test: str
    """A name in TESTS."""
    against: Json
    place: Place

    def holds(self, value: Json) -> bool:
        """Whether a value of the slot meets the condition; None stands for no value."""
        return TESTS[self.test](value, self.against)


def _number(value: Json) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return _day(value)


def _day(value: float | str) -> float | None:
    try:
        return float(date.fromisoformat(str(value)[:10]).toordinal())
    except ValueError:
        return None


def _less(value: Json, against: Json) -> bool:
    left, right = _number(value), _number(against)
    return left is not None and right is not None and left < right


def _phone(value: Json) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\+?[0-9]{7,15}", value) is not None


def _in(value: Json, against: Json) -> bool:
    return isinstance(against, list) and value in against


TESTS: Mapping[str, Test] = {
    "is": lambda value, against: value == against,
    "is_not": lambda value, against: value != against,
    "in": _in,
    "not_in": lambda value, against: not _in(value, against),
    "exists": lambda value, against: (value not in (None, "")) == against,
    "is_phone": lambda value, against: _phone(value) == against,
    "less_than": _less,
    "more_than": lambda value, against: _less(against, value),
}
"""Tests by the key that stands in a `when`.

Numbers and ISO dates can be less or more; `is_phone` tells a number that can be called from one
that is withheld.
"""


def read_condition(fields: Fields) -> Condition:
    """The condition among the keys of one `when`."""
    named = [test for test in TESTS if test in fields]
    if len(named) != 1:
        fields.whole.wrong("one test is expected", f"Write one of: {', '.join(TESTS)}")
    test = named[0] if named else "exists"
    against = fields.read(test, _against, _TRUE)
    path = fields.read("slot", Node.text, "")
    return Condition(tuple(path.split(".")), test, against, fields.whole.place)


def _against(node: Node) -> Json:
    if isinstance(node.value, list):
        return [item.scalar() for item in node.items()]
    return node.scalar()
