"""Documents as a line runs on them, and the version that they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from flows.definition import FlowSet
from flows.problems import FlowsInvalid, Place, Problem
from flows.yaml_guard import LARGEST_FILE_BYTES
from flows.yaml_io import LIBRARY, PHRASES_FILE, POLICY_FILE, read_documents
from ivr.config import Settings
from ivr.errors import LineNotReady
from ivr.flow_checks import checked, problems_in
from ivr.speech.model import BUNDLED
from ivr.store.flow_documents import digest_of

_NAME_DIGITS = 12


@dataclass(frozen=True)
class Loaded:
    """One version of the line."""

    version: str
    flows: FlowSet
    documents: Mapping[str, str]
    """Text of each file name."""

    def digest(self, file: str) -> str | None:
        """Digest of a document's text; None where there is none."""
        text = self.documents.get(file)
        return None if text is None else digest_of(text)


def version_of(documents: Mapping[str, str]) -> str:
    """The name of a set of documents, which is made of their content."""
    digest = sha256()
    for name in sorted(documents):
        digest.update(name.encode() + b"\0" + documents[name].encode())
    return digest.hexdigest()[:_NAME_DIGITS]


def read(documents: Mapping[str, str]) -> Loaded:
    """A version of the line, unchecked.

    Raises:
        FlowsInvalid: a document can't be read; every fault is named.
    """
    flows, problems = read_documents(documents)
    if problems:
        raise FlowsInvalid(problems)
    return Loaded(version_of(documents), flows, documents)


def all_problems(documents: Mapping[str, str], model_folder: Path = BUNDLED) -> tuple[Problem, ...]:
    """Faults and advice for the documents of a line; what it can't do without is among them."""
    missing = (
        Problem(Place(name, 1, 1), f"every line needs {name}", "Keep the document")
        for name in _missing(documents)
    )
    return (*missing, *problems_in(documents, model_folder))


def texts_in(folder: Path) -> dict[str, str]:
    """The documents of a folder by file name.

    Raises:
        OSError: one can't be read.
    """
    texts = {}
    for path in sorted(folder.glob("*.yaml")):
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
        texts[path.name] = content.decode("utf-8", errors="replace")
    return texts


def folder_of(settings: Settings) -> Path:
    """The folder of flows that the settings name."""
    return settings.flows_dir or LIBRARY


def load_folder(folder: Path) -> Loaded:
    """The version that a folder of documents is.

    Raises:
        LineNotReady: a file has a fault, or a flow automates what the policy keeps for people;
            every fault is named with file and line.
    """
    try:
        documents = texts_in(folder)
        loaded = read(documents)
    except OSError as error:
        raise LineNotReady(f"The flows in {folder} can't be used:\n{error}") from None
    except FlowsInvalid as invalid:
        raise _not_ready(folder, invalid.problems) from None
    missing = _missing(documents)
    if missing or not loaded.flows.flows:
        what = " and ".join(missing) or "any flow"
        raise LineNotReady(f"The folder {folder} lacks {what}. The shipped ones are in {LIBRARY}.")
    if errors := [each for each in checked(loaded.flows) if each.severity == "error"]:
        raise _not_ready(folder, errors)
    return loaded


def _not_ready(folder: Path, problems: Iterable[Problem]) -> LineNotReady:
    places = [(each, replace(each.place, file=str(folder / each.file))) for each in problems]
    faults = FlowsInvalid(replace(problem, place=place) for problem, place in places)
    return LineNotReady(f"The flows in {folder} can't be used:\n{faults}")


def _missing(documents: Mapping[str, str]) -> list[str]:
    """Documents that a line can't do without."""
    return [name for name in (POLICY_FILE, PHRASES_FILE) if name not in documents]
