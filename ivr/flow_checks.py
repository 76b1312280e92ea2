"""The flow checks with what this application has to offer: actions, intents, words."""

from collections.abc import Sequence
from pathlib import Path

from flows.checks.catalogue import Catalogue
from flows.checks.check import check
from flows.problems import Problem, in_order
from flows.yaml_io import read_library
from ivr.actions import table
from ivr.speech.model import BUNDLED


def catalogue(intents: frozenset[str], model_folder: Path = BUNDLED) -> Catalogue:
    """What flows may name here.

    Args:
        intents: all that understanding can give.
        model_folder: of the speech model whose words callers can be recognised by.
    """
    listed = model_folder / "graph" / "words.txt"
    words = None
    if listed.is_file():
        lines = listed.read_text(encoding="utf-8").splitlines()
        words = frozenset(line.split()[0] for line in lines if line.strip())
    return Catalogue(intents, table.outcomes(), table.arguments(), words)


def problems_of(folder: Path, files: Sequence[Path] = ()) -> list[Problem]:
    """Faults and advice for the flows of a folder.

    Args:
        folder: of flows, policy and phrases.
        files: checked in addition, in place of those of the folder with the same name.
    """
    named = {path.name: path for path in sorted(folder.glob("*.yaml"))}
    named |= {path.name: path for path in files}
    flows, problems = read_library(named.values())
    if not any(problem.severity == "error" for problem in problems):
        problems = (*problems, *check(flows, catalogue(flows.policy.intents)))
    chosen = {str(path) for path in files}
    wanted = [each for each in problems if not chosen or each.file in chosen]
    return list(in_order(wanted))
