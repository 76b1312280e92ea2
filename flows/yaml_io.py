"""Reading flow files: every fault is collected with its place, then told at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ruamel.yaml.comments import CommentedMap

from flows.definition import Flow, FlowSet, read_flow
from flows.hours import Hours
from flows.knowledge import Knowledge
from flows.migrations import FORMAT, lift
from flows.phrases import Phrases, read_phrases
from flows.policy import Policy
from flows.policy_reading import read_policy
from flows.problems import FlowsInvalid, Place, Problem, in_order
from flows.reading import Node, Report, TooManyFaults
from flows.yaml_guard import LARGEST_FILE_BYTES
from flows.yaml_text import YamlFault, load

LIBRARY = Path(__file__).parent / "library"
"""The flows, policy, phrases, knowledge and hours that Warmline brings."""
POLICY_FILE = "policy.yaml"
PHRASES_FILE = "phrases.yaml"
KNOWLEDGE_FILE = "knowledge.yaml"
HOURS_FILE = "hours.yaml"
DOCUMENTS_KEPT = 128

_Document = Flow | Policy | Phrases | Knowledge | Hours
_READERS: Mapping[str, Callable[[Node], _Document]] = {
    POLICY_FILE: read_policy,
    PHRASES_FILE: read_phrases,
    KNOWLEDGE_FILE: Knowledge.read,
    HOURS_FILE: Hours.read,
}
"""By file name; any other file holds a flow."""


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
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
        _put_document(path.name, str(path), content.decode("utf-8", errors="replace"), shelf)
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
    found, problems = _read_document(name, file, text)
    shelf.problems.extend(problems)
    match found:
        case Policy():
            shelf.policy = found
        case Phrases():
            shelf.phrases = found
        case Knowledge():
            shelf.knowledge = found
        case Hours():
            shelf.hours = found
        case Flow():
            _put(found, shelf)


def _put(flow: Flow, shelf: _Shelf) -> None:
    report = Report(flow.name)
    if flow.name in shelf.flows:
        what = f"a second flow named '{flow.name}'"
        Node(None, flow.place, report).wrong(what, "Give one of them another name")
    taken = {intent: each for each in shelf.flows.values() for intent, _ in each.intents}
    for intent, place in flow.intents:
        if intent in taken:
            what = f"intent '{intent}' already starts '{taken[intent].name}'"
            Node(None, place, report).wrong(what, "Remove it from one of the two flows")
    shelf.flows.setdefault(flow.name, flow)
    shelf.problems.extend(report.problems)


@lru_cache(maxsize=DOCUMENTS_KEPT)
def _read_document(name: str, file: str, text: str) -> tuple[_Document | None, tuple[Problem, ...]]:
    """What a document holds, and its faults; one that was read lately is not read again."""
    report = Report()
    how = _READERS.get(name, read_flow)
    try:
        document = load(text, file)
        top = Node(document, Place(file, 1, 1), report)
        found = how(top) if _lifted(document, top) else None
    except YamlFault as fault:
        return None, (fault.problem,)
    except TooManyFaults:
        found = None
    return found, tuple(report.problems)


def _lifted(document: CommentedMap, top: Node) -> bool:
    try:
        lift(document)
    except ValueError:
        top.wrong("the format is missing or unknown", f"Write 'format: {FORMAT}' as the first line")
        return False
    return True
