"""Test utterances that the model was trained on, or nearly.

What a few words say, many people say in the same words ("bye now", "are you open on sundays"), so
in the sets written apart from the training data an utterance of up to four words may meet one
that is trained; measuring leaves those out. From five words on, the same words or nearly the same
letters are a leak, and the training example is what has to go.
"""

from collections.abc import Iterable, Iterator, Sequence

from nlu.training_checks.data import Example, TrainingData
from nlu.training_checks.findings import Finding, at
from nlu.training_checks.likeness import NearTexts, essence

LIKENESS = 0.8
"""Share of trigrams in common from which a test is as good as trained."""
COMMON_WORDS = 4
"""Words up to which two people say the same by chance."""


def leaks(data: TrainingData) -> Iterator[Finding]:
    """What is trained and tested both, of all tests."""
    yield from _trained_word_for_word(data)
    yield from near_leaks(data.examples, [test for test in data.tests if test.apart])


def trained_tests(data: TrainingData) -> set[Example]:
    """The tests whose words, but for empty ones, are those of a training example."""
    trained = {essence(example.text) for example in data.examples}
    return {test for test in data.tests if essence(test.text) in trained}


def near_leaks(examples: Sequence[Example], tests: Iterable[Example]) -> Iterator[Finding]:
    """Training examples that are nearly a test; the test itself is not shown."""
    trained = [essence(example.text) for example in examples]
    near = NearTexts(trained, LIKENESS)
    orders = {_in_no_order(text): place for place, text in enumerate(trained)}
    for test in tests:
        text = essence(test.text)
        if len(text.split()) <= COMMON_WORDS:
            continue
        places = {place for place, _ in near.like(text)}
        if (same := orders.get(_in_no_order(text))) is not None:
            places.add(same)
        for place in sorted(places):
            what = (
                f'"{examples[place].text}" is nearly a test ({test.file}, line {test.line}): '
                "a test measures nothing once it is trained, so remove this example."
            )
            yield at(examples[place], what)


def _trained_word_for_word(data: TrainingData) -> Iterator[Finding]:
    trained = {example.text: example for example in data.examples}
    for test in data.tests:
        if test.text in trained and not test.apart:
            known = trained[test.text]
            what = (
                f'"{test.text}" is trained at {known.file}, line {known.line}: a test needs an '
                "utterance the model never saw."
            )
            yield at(test, what)


def _in_no_order(text: str) -> tuple[str, ...]:
    return tuple(sorted(text.split()))
