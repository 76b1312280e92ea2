"""Reads the test utterances that are labelled by mood, and checks them against what is trained."""

from collections.abc import Iterator
from pathlib import Path

from nlu.distress.training import EXAMPLES
from nlu.training_checks.data import Example, examples_of
from nlu.training_checks.findings import Finding, at
from nlu.training_checks.leakage import near_leaks

MOODS = ("angry", "neutral")
FEWEST_OF_A_MOOD = 100
"""Utterances of each mood that a set needs."""


def read_moods(project: Path) -> tuple[Example, ...]:
    """Reads `tests/distress/` of a Rasa project: each example has a mood for an intent.

    Raises:
        TrainingDataUnreadable: a file is ill formed.
    """
    return tuple(
        example
        for path in sorted((project / "tests" / "distress").glob("*.yml"))
        for example in examples_of(project, path, "moods", "mood")
    )


def read_distress_examples(folder: Path = EXAMPLES) -> tuple[Example, ...]:
    """Reads what distress is learned from: text files with an utterance a line, kind by kind."""
    return tuple(
        Example(f"{folder.name}/{path.name}", number, path.stem, line.strip(), ())
        for path in sorted(folder.glob("*.txt"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.strip()
    )


def check_moods(tests: tuple[Example, ...], trained: tuple[Example, ...]) -> list[Finding]:
    """All findings in the tests of moods, and in what distress is learned from."""
    return [*_names(tests), *_too_few(tests), *near_leaks(trained, tests)]


def _names(tests: tuple[Example, ...]) -> Iterator[Finding]:
    for test in tests:
        if test.intent not in MOODS:
            yield at(test, f"{test.intent} is no mood: write one of {', '.join(MOODS)}.")


def _too_few(tests: tuple[Example, ...]) -> Iterator[Finding]:
    for file in sorted({test.file for test in tests}):
        for mood in MOODS:
            count = sum(test.file == file and test.intent == mood for test in tests)
            if count < FEWEST_OF_A_MOOD:
                lack = FEWEST_OF_A_MOOD - count
                what = f"{mood} has {count} utterances and needs {FEWEST_OF_A_MOOD}: "
                yield Finding(file, f"{what}write {lack} more.")
