"""All checks over texts that no folder holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.checks.check import check
from flows.definition import Flow, FlowSet
from flows.problems import Problem, in_order
from flows.yaml_io import read_documents
from ivr.flow_checks import catalogue


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
    flows, unreadable = read_documents(texts)
    if any(each.severity == "error" for each in unreadable):
        return Checked(flows, in_order(unreadable))
    found = check(flows, catalogue(flows.policy.intents, speech_model))
    return Checked(flows, in_order((*unreadable, *found)))
