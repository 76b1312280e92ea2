"""The flow checks with what this application has to offer: actions, intents, words."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from flows.checks.catalogue import Catalogue
from flows.checks.check import check
from flows.definition import FlowSet
from flows.problems import Problem, in_order
from flows.yaml_io import read_documents, read_library
from ivr.actions import table
from ivr.speech.model import BUNDLED
from ivr.speech.model_folder import words_known
from nlu.environment import RasaProject
from nlu.trained_intents import intents_with_examples


def catalogue(intents: frozenset[str], model_folder: Path = BUNDLED) -> Catalogue:
    """What flows may name here.

    Args:
        intents: all that understanding can give.
        model_folder: of the speech model whose words callers can be recognised by.
    """
    return Catalogue(
        intents,
        table.outcomes(),
        table.arguments(),
        needs_identity=table.of_identity("needed"),
        identifies=table.of_identity("checked"),
        words=words_known(model_folder),
        trained=intents_with_examples(RasaProject().root),
        transfers=True,
    )


def checked(flows: FlowSet, model_folder: Path = BUNDLED) -> tuple[Problem, ...]:
    """Faults and advice for flows that could be read.

    Args:
        flows: all that a line runs on.
        model_folder: of the speech model that callers are recognised by.
    """
    return tuple(check(flows, catalogue(flows.policy.intents, model_folder)))


def problems_of(
    folder: Path, files: Sequence[Path] = (), model_folder: Path = BUNDLED
) -> list[Problem]:
    """Faults and advice for the flows of a folder.

    Args:
        folder: of flows, policy and phrases.
        files: checked in addition, in place of those of the folder with the same name; then the
            folder's other files are reported on only where they can't be read.
        model_folder: of the speech model that callers are recognised by.

    Raises:
        OSError: a file can't be read.
    """
    named = {path.name: path for path in sorted(folder.glob("*.yaml"))}
    named |= {path.name: path for path in files}
    flows, unreadable = read_library(named.values())
    if any(problem.severity == "error" for problem in unreadable):
        return list(in_order(unreadable))
    found = checked(flows, model_folder)
    chosen = {str(path) for path in files}
    return [each for each in found if not chosen or each.file in chosen]


def problems_in(documents: Mapping[str, str], model_folder: Path = BUNDLED) -> tuple[Problem, ...]:
    """Faults and advice for all documents of a line.

    Args:
        documents: the texts by file name.
        model_folder: of the speech model that callers are recognised by.
    """
    flows, unreadable = read_documents(documents)
    if any(problem.severity == "error" for problem in unreadable):
        return unreadable
    return in_order((*unreadable, *checked(flows, model_folder)))
