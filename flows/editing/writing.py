"""Values as YAML, in the way the shipped documents are written."""

import json
import re
from math import isfinite

from flows.events import Json
from flows.yaml_guard import unseen_in

LONGEST_LINE = 100
"""Characters up to which a short mapping or list stands on one line."""
INDENT = 2
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*")
_WORDS = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*[.!?]?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NO_PLAIN_TEXT = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


class NotWritable(ValueError):
    """A value that no document can hold."""


def inline(value: Json, like: str = "") -> str:
    """A value on one line.

    Args:
        value: any JSON.
        like: how the value in whose place it comes was written: its first character for one in
            quotes, `plain` for a text without, `date` for a date; empty where there was none.

    Raises:
        NotWritable: a text with characters that nobody sees, or a number that is none.
    """
    match value:
        case dict():
            return "{" + ", ".join(f"{key_of(k)}: {inline(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(inline, value)) + "]"
        case str():
            return _text(value, like)
        case float() if not isfinite(value):
            raise NotWritable("a number that is none")
        case _:
            return json.dumps(value)


def key_of(name: str) -> str:
    """A key of a mapping."""
    return _text(name, "")


def block(value: Json, column: int) -> list[str]:
    """A mapping or list as lines of one entry each, indented to a column.

    Raises:
        NotWritable: as for `inline`.
    """
    lines: list[str] = []
    if isinstance(value, dict):
        for key, each in value.items():
            lines += entry(key, each, column)
    elif isinstance(value, list):
        for each in value:
            lines += item(each, column)
    return lines


def entry(key: str, value: Json, column: int) -> list[str]:
    """An entry of a mapping as lines."""
    return _led(f"{' ' * column}{key_of(key)}:", value, column)


def item(value: Json, column: int) -> list[str]:
    """An item of a list as lines."""
    lead = f"{' ' * column}-"
    if is_short(value, column) or not isinstance(value, dict):
        return _led(lead, value, column)
    first, *rest = block(value, column + INDENT)
    return [f"{lead} {first.lstrip()}", *rest]


def is_short(value: Json, column: int) -> bool:
    """Whether a value stands on one line: a scalar, or a small mapping or list of scalars."""
    if not isinstance(value, dict | list) or not value:
        return True
    inner = value.values() if isinstance(value, dict) else value
    if any(isinstance(each, dict) for each in inner):
        return False
    if any(isinstance(each, list) and not _all_scalars(each) for each in inner):
        return False
    if isinstance(value, list) and any(isinstance(each, str) and " " in each for each in inner):
        return False
    return column + len(inline(value)) <= LONGEST_LINE


def _all_scalars(values: list[Json]) -> bool:
    return not any(isinstance(each, dict | list) for each in values)


def _led(lead: str, value: Json, column: int) -> list[str]:
    if is_short(value, len(lead) + 1):
        return [f"{lead} {inline(value)}"]
    return [lead, *block(value, column + INDENT)]


def _text(value: str, like: str) -> str:
    unseen = unseen_in(value)
    if unseen:
        raise NotWritable(f"a character that nobody can see ({unseen[1]})")
    if like == "date" and _DAY.fullmatch(value):
        return value
    if like == "'" and "\n" not in value and "\t" not in value:
        return "'" + value.replace("'", "''") + "'"
    as_it_stands = _WORDS if like == "plain" else _NAME
    if like != '"' and as_it_stands.fullmatch(value) and value.lower() not in _NO_PLAIN_TEXT:
        return value
    return json.dumps(value, ensure_ascii=False)
