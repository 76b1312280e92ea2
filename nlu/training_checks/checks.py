"""What makes training data good enough; every finding says what to mend."""

import re
from collections.abc import Iterator

from nlu.training_checks.balance import imbalances
from nlu.training_checks.contradictions import contradictions
from nlu.training_checks.data import Example, TrainingData
from nlu.training_checks.findings import Finding, at
from nlu.training_checks.leakage import leaks

_AS_HEARD = re.compile(r"[a-z]+(?:'[a-z]+)*(?: [a-z]+(?:'[a-z]+)*)*")


def check(data: TrainingData) -> list[Finding]:
    """All findings in training and test data, in the order of the checks."""
    return [
        *_names(data),
        *imbalances(data),
        *_shape(data),
        *_repeats(data.examples),
        *_repeats(tuple(test for test in data.tests if test.apart)),
        *contradictions(data.examples),
        *leaks(data),
    ]


def _names(data: TrainingData) -> Iterator[Finding]:
    for example in data.examples + data.tests:
        for intent in example.matters:
            if intent not in data.intents:
                yield at(example, f"The domain has no intent {intent}: add it or rename this.")
        for entity in {name for name, _ in example.entities} - data.entities:
            yield at(example, f"The domain has no entity {entity}: add it or rename the mark.")


def _shape(data: TrainingData) -> Iterator[Finding]:
    """Tests apart are as people type and say, and reach the model through the understander."""
    for example in data.examples + tuple(test for test in data.tests if not test.apart):
        if not _AS_HEARD.fullmatch(example.text):
            what = (
                f'"{example.text}" is not as speech recognition writes: use lower case, spell out '
                "numbers, leave out punctuation and double spaces."
            )
            yield at(example, what)


def _repeats(examples: tuple[Example, ...]) -> Iterator[Finding]:
    first: dict[str, Example] = {}
    for example in examples:
        other = first.setdefault(example.text, example)
        if other is example:
            continue
        if other.intent == example.intent:
            yield at(example, f'"{example.text}" stands at line {other.line} already: remove one.')
        else:
            what = (
                f'"{example.text}" is {other.intent} at {other.file}, line {other.line}, and '
                f"{example.intent} here: it can only mean one."
            )
            yield at(example, what)
