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


def find_end(transcript: str, wanted: str, start: int) -> int | None:
    """Where the words end in a plain transcript; None where they are not there from `start` on."""
    words = plain(wanted)
    at = transcript.find(words, start)
    return None if at < 0 else at + len(words)
