"""All checks over texts that no folder holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.definition import Flow, FlowSet
from flows.problems import Problem
from flows.yaml_io import read_documents
from ivr.releases.loading import all_problems


@dataclass(frozen=True)
class Checked:
    """What could be read, and all that is wrong with it."""

    flows: FlowSet
    problems: tuple[Problem, ...]

    def of(self, file: str) -> tuple[Problem, ...]:
        """The problems of one file."""
        return tuple(each for each in self.problems if each.file == file)

    def flow_of(self, file: str) -> Flow | None:
        """The flow that a file holds, as far as it could be read."""
        return next((each for each in self.flows.flows.values() if each.place.file == file), None)


def checked(texts: Mapping[str, str], speech_model: Path) -> Checked:
    """Read and check documents; where one can't be read, that alone is told.

    Args:
        texts: by file name, all that a line runs on.
        speech_model: folder of the model that callers are recognised by.
    """
    return Checked(read_documents(texts)[0], all_problems(texts, speech_model))
