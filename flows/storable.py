"""Values from outside in the form that every store can hold."""

import re
from math import isfinite

from flows.events import Json

DEEPEST = 20
"""Lists and mappings inside one another."""
_LARGEST_INT = 2**63
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
"""What UTF-8 or a database can't hold: the nought character and halves of characters."""


def storable(value: Json, levels: int = DEEPEST) -> Json:
    """A value with its texts freed of what can't be stored.

    Raises:
        ValueError: a number that is infinite, none at all or past 64 bits; too many levels; or
            something that is no JSON.
    """
    if levels < 0:
        raise ValueError("too many levels")
    match value:
        case str():
            return storable_text(value)
        case dict():
            return {
                storable_text(str(key)): storable(each, levels - 1) for key, each in value.items()
            }
        case list():
            return [storable(each, levels - 1) for each in value]
        case bool() | None:
            return value
        case float() if isfinite(value):
            return value
        case int() if abs(value) < _LARGEST_INT:
            return value
        case _:
            raise ValueError("not a value that can be stored")


def storable_text(value: str) -> str:
    """A text without what can't be stored."""
    return _NO_TEXT.sub("", value)
