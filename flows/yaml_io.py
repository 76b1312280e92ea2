"""Reading flow files: every fault is collected with its place, then told at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from ruamel.yaml.comments import CommentedMap

from flows.definition import Flow, FlowSet, read_flow
from flows.hours import Hours
from flows.knowledge import Knowledge
from flows.migrations import FORMAT, lift
from flows.phrases import Phrases, read_phrases
from flows.policy import Policy
from flows.policy_reading import read_policy
from flows.problems import FlowsInvalid, Place, Problem, in_order
from flows.reading import Node, Report
from flows.yaml_text import YamlFault, load

LIBRARY = Path(__file__).parent / "library"
"""The flows, policy, phrases, knowledge and hours that Warmline brings."""
POLICY_FILE = "policy.yaml"
PHRASES_FILE = "phrases.yaml"

T = TypeVar("T")


@dataclass
class _Shelf:
    flows: dict[str, Flow] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    phrases: Phrases = field(default_factory=Phrases)
    knowledge: Knowledge = field(default_factory=Knowledge)
    hours: Hours = field(default_factory=Hours)
    problems: list[Problem] = field(default_factory=list)

    def contents(self) -> tuple[FlowSet, tuple[Problem, ...]]:
        """All that was put here, and the faults in their order."""
        flows = FlowSet(self.flows, self.policy, self.phrases, self.knowledge, self.hours)
        return flows, in_order(self.problems)


def load_library(source: Path | Iterable[Path] = LIBRARY) -> FlowSet:
    """All that a line runs on, of a folder or of some files.

    Raises:
        FlowsInvalid: with all the faults found in all the files.
        OSError: a file can't be read.
    """
    flows, problems = read_library(source)
    if problems:
        raise FlowsInvalid(problems)
    return flows


def read_library(source: Path | Iterable[Path] = LIBRARY) -> tuple[FlowSet, tuple[Problem, ...]]:
    """What could be read of a folder or of some files, and the faults.

    Raises:
        OSError: a file can't be read.
    """
    shelf = _Shelf()
    for path in _files(source):
        text = path.read_text(encoding="utf-8", errors="replace")
        _put_document(path.name, str(path), text, shelf)
    return shelf.contents()


def read_documents(documents: Mapping[str, str]) -> tuple[FlowSet, tuple[Problem, ...]]:
    """What could be read of the texts of some files, and the faults.

    Args:
        documents: the texts by file name, such as `track_order.yaml`. A fault's place names the
            file so.
    """
    shelf = _Shelf()
    for name in sorted(documents):
        _put_document(name, name, documents[name], shelf)
    return shelf.contents()


def _files(source: Path | Iterable[Path]) -> list[Path]:
    if not isinstance(source, Path):
        return list(source)
    return sorted(source.glob("*.yaml")) if source.is_dir() else [source]


def _put_document(name: str, file: str, text: str, shelf: _Shelf) -> None:
    report = Report()
    match name:
        case "policy.yaml":
            shelf.policy = _read(text, file, report, read_policy) or shelf.policy
        case "phrases.yaml":
            shelf.phrases = _read(text, file, report, read_phrases) or shelf.phrases
        case "knowledge.yaml":
            shelf.knowledge = _read(text, file, report, Knowledge.read) or shelf.knowledge
        case "hours.yaml":
            shelf.hours = _read(text, file, report, Hours.read) or shelf.hours
        case _:
            flow = _read(text, file, report, read_flow)
            if flow:
                _put(flow, shelf, report)
    shelf.problems.extend(report.problems)


def _put(flow: Flow, shelf: _Shelf, report: Report) -> None:
    here = Node(None, flow.place, report)
    if flow.name in shelf.flows:
        here.wrong(f"a second flow named '{flow.name}'", "Give one of them another name")
    taken = {intent: each for each in shelf.flows.values() for intent, _ in each.intents}
    for intent, place in flow.intents:
        if intent in taken:
            what = f"intent '{intent}' already starts '{taken[intent].name}'"
            Node(None, place, report).wrong(what, "Remove it from one of the two flows")
    shelf.flows.setdefault(flow.name, flow)


def _read(text: str, file: str, report: Report, how: Callable[[Node], T]) -> T | None:
    try:
        document = load(text, file)
    except YamlFault as fault:
        report.problems.append(fault.problem)
        return None
    top = Node(document, Place(file, 1, 1), report)
    return how(top) if _lifted(document, top) else None


def _lifted(document: CommentedMap, top: Node) -> bool:
    try:
        lift(document)
    except ValueError:
        top.wrong("the format is missing or unknown", f"Write 'format: {FORMAT}' as the first line")
        return False
    return True
