"""Working hours on the command line: `mon-fri 09:00-17:00`."""

import re
from collections.abc import Iterable

import click

from flows.hours import WEEKDAYS, span_of

_FORM = re.compile(r"([a-z]{3})(?:-([a-z]{3}))? (\d\d:\d\d-\d\d:\d\d)", re.ASCII)
_SHORT = {day[:3]: place for place, day in enumerate(WEEKDAYS)}
_HELP = 'write such as "mon-fri 09:00-17:00" or "sat 10:00-14:00"'

Week = dict[str, list[str]]
"""Spans of local time by weekday, `{"monday": ["09:00-17:00"]}`."""


def read_working_hours(given: Iterable[str]) -> Week | None:
    """The week that the options give; None where there are none: whenever they are available.

    Raises:
        click.UsageError: one is not in that form.
    """
    week: Week = {}
    for text in given:
        for day, span in _days(text.strip().lower()):
            week.setdefault(day, []).append(span)
    return week or None


def _days(text: str) -> list[tuple[str, str]]:
    found = _FORM.fullmatch(text)
    if found is None:
        raise click.UsageError(f"'{text}' is no working time: {_HELP}.")
    first, last, span = found.groups()
    last = last or first
    if first not in _SHORT or last not in _SHORT or _SHORT[last] < _SHORT[first]:
        raise click.UsageError(f"'{text}' names no weekdays in their order: {_HELP}.")
    if span_of(span) is None:
        raise click.UsageError(f"'{text}' has no time that ends after it begins: {_HELP}.")
    return [(day, span) for day in WEEKDAYS[_SHORT[first] : _SHORT[last] + 1]]
