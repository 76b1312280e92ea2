"""Reads a Rasa project's domain, training examples and test utterances."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

_MARK = re.compile(r"\[([^\]]*)\]\((\w+)\)")


class TrainingDataUnreadable(ValueError):
    """A file of the Rasa project has not the form of Rasa's training data; says which and why."""


@dataclass(frozen=True)
class Example:
    """One utterance of an intent."""

    file: str
    """Path below the project folder."""
    line: int
    intent: str
    text: str
    """Words alone, without marks."""
    entities: tuple[str, ...]
    """Names of the entities marked."""


@dataclass(frozen=True)
class TrainingData:
    """All there is to check."""

    intents: frozenset[str]
    """Intents of the domain."""
    entities: frozenset[str]
    """Entities of the domain."""
    examples: tuple[Example, ...]
    tests: tuple[Example, ...]


def read_training_data(project: Path) -> TrainingData:
    """Reads `domain.yml`, `data/` and `tests/` of a Rasa project.

    Raises:
        TrainingDataUnreadable: a file is missing or ill formed.
    """
    domain = _document(project, project / "domain.yml")
    return TrainingData(
        frozenset(domain.get("intents", [])),
        frozenset(domain.get("entities", [])),
        tuple(_examples(project, "data")),
        tuple(_examples(project, "tests")),
    )


def _examples(project: Path, folder: str) -> Iterator[Example]:
    for path in sorted((project / folder).rglob("*.yml")):
        document = _document(project, path)
        blocks = document.get("nlu", [])
        for index, block in enumerate(blocks):
            if "intent" not in block:
                continue
            # A literal block begins on the line after its key.
            first = block.lc.value("examples")[0] + 2
            yield from _of_block(path.relative_to(project).as_posix(), first, blocks[index])


def _of_block(file: str, first_line: int, block: Any) -> Iterator[Example]:
    for number, line in enumerate(str(block["examples"]).splitlines()):
        if not line.strip():
            continue
        if not line.startswith("- "):
            raise TrainingDataUnreadable(
                f"{file}, line {first_line + number}: an example begins with a dash and a space."
            )
        text = line[2:].strip()
        marks = tuple(mark[1] for mark in _MARK.findall(text))
        words = _MARK.sub(r"\1", text)
        yield Example(file, first_line + number, str(block["intent"]), words, marks)


def _document(project: Path, path: Path) -> Any:
    name = path.relative_to(project).as_posix()
    try:
        document = YAML().load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TrainingDataUnreadable(f"{name} cannot be read: {error.strerror}.") from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise TrainingDataUnreadable(f"{name} is no YAML: {error}") from error
    if not isinstance(document, dict):
        raise TrainingDataUnreadable(f"{name} holds no settings.")
    return document
