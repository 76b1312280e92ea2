"""Whether words were heard: case, punctuation and hyphens make no difference."""

import re

_DROPPED = re.compile("['\u2018\u2019]")
_BETWEEN = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Words in lower case with single spaces between: `Twenty-one!` is `twenty one`."""
    return _BETWEEN.sub(" ", _DROPPED.sub("", text.casefold())).strip()


def contains(heard: str, wanted: str) -> bool:
    """Whether `wanted` is part of `heard`."""
    return plain(wanted) in plain(heard)
