"""Saved tests held against flows that are to be published."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from ivr.rehearsal.text_call import TextLine
from ivr.trying.held_against import first_difference
from ivr.trying.saved_tests import SavedTest

LONGEST_S = 60.0
"""Seconds after which no more tests are begun."""
_NOT_RUN = "It was not run, as those before it took too long."


@dataclass(frozen=True)
class Failing:
    """A saved test that flows do not pass."""

    name: str
    difference: str
    """The first one, in words."""


def failing(tests: Sequence[SavedTest], line: TextLine) -> tuple[Failing, ...]:
    """The tests that fail, those for which no time was left among them.

    Args:
        tests: to be run, one after another.
        line: with the flows.

    Raises:
        DatabaseFailure: this machine has no room for a call's shop.
    """
    until = time.monotonic() + LONGEST_S
    found = [
        Failing(each.name, first_difference(each, line) if time.monotonic() < until else _NOT_RUN)
        for each in tests
    ]
    return tuple(each for each in found if each.difference)
