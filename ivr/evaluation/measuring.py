"""Measures understanding on all test sets of the Rasa project."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flows.policy import Policy
from ivr.evaluation.figures import figures_of, latency, rounded, share_json
from ivr.evaluation.floors import read_floors, weighed
from ivr.evaluation.judged import Judged, Share, judge
from ivr.evaluation.moods import mood_figures
from ivr.evaluation.speed import WARM_UP
from nlu.training_checks import TrainingData, read_training_data
from nlu.training_checks.data import Example
from nlu.training_checks.leakage import trained_tests
from nlu.training_checks.moods import MOODS, read_moods
from nlu.understanding import Understanding

Understand = Callable[[str], Understanding]
SHOWN = "dev"
"""The set whose utterances may be looked at."""


def measure(
    project: Path, understand: Understand, policy: Policy, *, show_wrong: bool = False
) -> dict[str, Any]:
    """Understand every test utterance of a project and tell how it went.

    Short utterances that are trained word for word are left out: they measure nothing.

    Args:
        project: folder of the Rasa project.
        understand: gives the meaning of an utterance.
        policy: what decides on it.
        show_wrong: whether to list the utterances that were misunderstood, of the set `dev`
            alone: the others stay honest by not being looked at.

    Raises:
        TrainingDataUnreadable: a file of the project is ill formed.
    """
    data = read_training_data(project)
    known = trained_tests(data)
    for test in data.tests[:WARM_UP]:
        understand(test.text)
    sets = {name: _unseen(data, name, known) for name in _names(data)}
    judged = {name: judge(tests, understand, policy) for name, tests in sets.items()}
    document: dict[str, Any] = {
        "sets": {
            name: {**figures_of(of_set, policy), "left_out": _count(data, name) - len(of_set)}
            for name, of_set in judged.items()
        },
        "moods": _moods(read_moods(project), understand, policy),
        "latency_ms": latency([each for of_set in judged.values() for each in of_set]),
        "without_rasa": _without_rasa(judged),
    }
    if show_wrong:
        document["wrong"] = [_shown(each) for each in judged.get(SHOWN, ()) if not each.right]
    floors = weighed(document, read_floors(project))
    return {**document, "floors": floors, "passed": all(floor["passed"] for floor in floors)}


def _names(data: TrainingData) -> list[str]:
    return sorted({test.of_set for test in data.tests})


def _count(data: TrainingData, name: str) -> int:
    return sum(test.of_set == name for test in data.tests)


def _unseen(data: TrainingData, name: str, known: set[Example]) -> list[Example]:
    return [test for test in data.tests if test.of_set == name and test not in known]


def _moods(tests: Sequence[Example], understand: Understand, policy: Policy) -> dict[str, Any]:
    scored = [(test, understand(test.text).distress) for test in tests]
    sets = {}
    for name in sorted({Path(test.file).stem for test in tests}):
        of_set = [(test.intent, score) for test, score in scored if Path(test.file).stem == name]
        angry, neutral = ([s for m, s in of_set if m == mood] for mood in MOODS)
        figures = asdict(mood_figures(angry, neutral, policy.distress_threshold))
        sets[name] = {
            "auc": rounded(figures.pop("auc")),
            **{name: share_json(Share(**share)) for name, share in figures.items()},
        }
    return sets


def _without_rasa(judged: dict[str, list[Judged]]) -> int:
    """Utterances that keywords understood because Rasa gave no answer."""
    answers = (each.meaning for of_set in judged.values() for each in of_set)
    return sum(meaning.source == "keywords" for meaning in answers)


def _shown(each: Judged) -> dict[str, Any]:
    return {
        "text": each.test.text,
        "meant": each.test.intent,
        "understood": each.meaning.intent,
        "confidence": rounded(each.meaning.confidence),
        "action": each.decision.action,
    }
