"""Looking for words in all documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from flows.editing.document import Unreadable, outline

MOST_FOUND = 200


@dataclass(frozen=True)
class Found:
    """A line with the words."""

    file: str
    line: int
    """1 for the first line."""
    step: str
    """The step it belongs to; empty outside of steps."""
    text: str
    """The line without its indentation."""


def search(documents: Mapping[str, str], words: str) -> tuple[Found, ...]:
    """Every line that has all the words, whole or in part, in capitals or not; 200 at most."""
    wanted = words.casefold().split()
    return tuple(islice(_found(documents, wanted), MOST_FOUND)) if wanted else ()


def _found(documents: Mapping[str, str], wanted: list[str]) -> Iterator[Found]:
    for file in sorted(documents):
        lines = documents[file].splitlines()
        hits = [at for at, line in enumerate(lines, 1) if _has(line, wanted)]
        steps = _steps(documents[file]) if hits else []
        for at in hits:
            step = next((name for line, name in reversed(steps) if line <= at), "")
            yield Found(file, at, step, lines[at - 1].strip())


def _has(line: str, wanted: list[str]) -> bool:
    folded = line.casefold()
    return all(word in folded for word in wanted)


def _steps(text: str) -> list[tuple[int, str]]:
    """The steps by the lines they begin in, and where they end."""
    try:
        found = outline(text)
    except Unreadable:
        return []
    steps = [(step.line, step.name) for step in found.steps]
    after = [(line, "") for line in found.lines.values()]
    return sorted([*steps, *after])
