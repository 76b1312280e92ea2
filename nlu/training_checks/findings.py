"""What a check reports."""

from dataclasses import dataclass

from nlu.training_checks.data import Example


@dataclass(frozen=True)
class Finding:
    """Something to mend."""

    place: str
    """File and line, or the file to add to."""
    what: str
    """A sentence: what is wrong and what to write."""


def at(example: Example, what: str) -> Finding:
    """A finding at the line of an example."""
    return Finding(f"{example.file}, line {example.line}", what)
