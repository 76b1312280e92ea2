"""How many utterances each intent needs, and how many more than others it may have."""

from collections import Counter
from collections.abc import Iterator
from statistics import median

from nlu.training_checks.data import Example, TrainingData
from nlu.training_checks.findings import Finding

FEWEST_EXAMPLES = 40
FEWEST_TESTS = 10
TIMES_THE_MEDIAN = 5
"""An intent has at most this many times the examples of the middle one, and at least that part."""


def imbalances(data: TrainingData) -> Iterator[Finding]:
    """Intents with too few examples or tests, or out of proportion."""
    yield from _too_few(data.examples, data.intents, FEWEST_EXAMPLES, "data")
    yield from _too_few(data.tests, data.intents, FEWEST_TESTS, "tests")
    yield from _out_of_proportion(data)


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


def _out_of_proportion(data: TrainingData) -> Iterator[Finding]:
    counted = Counter(e.intent for e in data.examples if e.intent in data.intents)
    if not counted:
        return
    middle = median(counted.values())
    for intent, count in sorted(counted.items()):
        if count > middle * TIMES_THE_MEDIAN:
            yield _proportion(intent, count, middle, "take some away, or write more of the others")
        if count * TIMES_THE_MEDIAN < middle:
            yield _proportion(intent, count, middle, "write more of it")


def _proportion(intent: str, count: int, middle: float, mend: str) -> Finding:
    what = (
        f"{intent} has {count} examples where the middle intent has {middle:.0f}, beyond "
        f"{TIMES_THE_MEDIAN} to 1: {mend}."
    )
    return Finding("data", what)
