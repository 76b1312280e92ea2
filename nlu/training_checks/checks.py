"""What makes training data good enough; every finding says what to mend."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from nlu.training_checks.data import Example, TrainingData

FEWEST_EXAMPLES = 40
FEWEST_TESTS = 10

_AS_HEARD = re.compile(r"[a-z]+(?:'[a-z]+)*(?: [a-z]+(?:'[a-z]+)*)*")
_EMPTY_WORDS = frozenset({"uh", "um", "please", "a", "an", "the", "hi", "hello", "oh"})


@dataclass(frozen=True)
class Finding:
    """Something to mend."""

    place: str
    """File and line, or the file to add to."""
    what: str
    """A sentence: what is wrong and what to write."""


def check(data: TrainingData) -> list[Finding]:
    """All findings in training and test data, in the order of the checks."""
    return [
        *_names(data),
        *_too_few(data.examples, data.intents, FEWEST_EXAMPLES, "data"),
        *_too_few(data.tests, data.intents, FEWEST_TESTS, "tests"),
        *_shape(data.examples + data.tests),
        *_repeats(data.examples),
        *_near_repeats(data.examples),
        *_trained_tests(data),
    ]


def _names(data: TrainingData) -> Iterator[Finding]:
    for example in data.examples + data.tests:
        if example.intent not in data.intents:
            yield _at(example, f"The domain has no intent {example.intent}: add it or rename this.")
        for entity in set(example.entities) - data.entities:
            yield _at(example, f"The domain has no entity {entity}: add it or rename the mark.")


def _too_few(
    examples: tuple[Example, ...], intents: frozenset[str], fewest: int, folder: str
) -> Iterator[Finding]:
    counted = Counter(e.intent for e in examples)
    for intent in sorted(intents):
        if counted[intent] < fewest:
            lack = fewest - counted[intent]
            what = (
                f"{intent} has {counted[intent]} utterances and needs {fewest}: write {lack} more."
            )
            yield Finding(folder, what)


def _shape(examples: tuple[Example, ...]) -> Iterator[Finding]:
    for example in examples:
        if not _AS_HEARD.fullmatch(example.text):
            what = (
                f'"{example.text}" is not as speech recognition writes: use lower case, spell out '
                "numbers, leave out punctuation and double spaces."
            )
            yield _at(example, what)


def _repeats(examples: tuple[Example, ...]) -> Iterator[Finding]:
    first: dict[str, Example] = {}
    for example in examples:
        other = first.setdefault(example.text, example)
        if other is example:
            continue
        if other.intent == example.intent:
            yield _at(example, f'"{example.text}" stands at line {other.line} already: remove one.')
        else:
            what = (
                f'"{example.text}" is {other.intent} at {other.file}, line {other.line}, and '
                f"{example.intent} here: it can only mean one."
            )
            yield _at(example, what)


def _near_repeats(examples: tuple[Example, ...]) -> Iterator[Finding]:
    """The same words but for fillers, in two intents: the model can't tell them apart."""
    alike: dict[tuple[str, ...], list[Example]] = defaultdict(list)
    for example in examples:
        words = tuple(w for w in example.text.split() if w not in _EMPTY_WORDS)
        if words:
            alike[words].append(example)
    for group in alike.values():
        for example in group[1:]:
            if example.intent != group[0].intent and example.text != group[0].text:
                what = (
                    f'"{example.text}" differs from "{group[0].text}" of {group[0].intent} '
                    f"({group[0].file}, line {group[0].line}) by empty words alone: reword one."
                )
                yield _at(example, what)


def _trained_tests(data: TrainingData) -> Iterator[Finding]:
    trained = {example.text: example for example in data.examples}
    for test in data.tests:
        if test.text in trained:
            known = trained[test.text]
            what = (
                f'"{test.text}" is trained at {known.file}, line {known.line}: a test needs an '
                "utterance the model never saw."
            )
            yield _at(test, what)


def _at(example: Example, what: str) -> Finding:
    return Finding(f"{example.file}, line {example.line}", what)
