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
    """What the utterance is: an intent, or of a test of moods the mood."""
    text: str
    """Words alone, without marks."""
    entities: tuple[tuple[str, str], ...]
    """Name and words of each entity marked."""

    @property
    def matters(self) -> tuple[str, ...]:
        """The intents, of which an utterance in the tests may have several: `refund+complaint`."""
        return tuple(self.intent.split("+"))

    @property
    def apart(self) -> bool:
        """Whether it is of a test set written apart from training data: a folder of `tests/`."""
        return self.file.startswith("tests/") and self.file.count("/") > 1

    @property
    def of_set(self) -> str:
        """Name of the test set: its folder, or its file where that lies in `tests/` itself."""
        return self.file.split("/")[1].removesuffix(".yml")

    @property
    def trade(self) -> str:
        """Trade of an utterance apart, such as `retail`; empty for others."""
        return self.file.split("/")[2].removesuffix(".yml") if self.apart else ""


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
        yield from examples_of(project, path, "nlu", "intent")


def examples_of(project: Path, path: Path, listed: str, named: str) -> Iterator[Example]:
    """The examples of a file of blocks.

    Args:
        project: folder of the Rasa project.
        path: the file.
        listed: key of the list of blocks, such as `nlu`; a file without it has none.
        named: key of a block that names what its examples are, such as `intent`; blocks without
            it are passed over.

    Raises:
        TrainingDataUnreadable: the file is missing or ill formed.
    """
    file = path.relative_to(project).as_posix()
    for block in _document(project, path).get(listed, []):
        if named in block:
            yield from _of_block(file, block, str(block[named]))


def _of_block(file: str, block: Any, name: str) -> Iterator[Example]:
    # A literal block begins on the line after its key.
    first_line = block.lc.value("examples")[0] + 2
    for number, line in enumerate(str(block["examples"]).splitlines(), first_line):
        if not line.strip():
            continue
        if not line.startswith("- "):
            raise TrainingDataUnreadable(
                f"{file}, line {number}: an example begins with a dash and a space."
            )
        text = line[2:].strip()
        marks = tuple((name, marked) for marked, name in _MARK.findall(text))
        yield Example(file, number, name, _MARK.sub(r"\1", text), marks)


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
