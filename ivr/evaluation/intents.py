"""How often each intent is found, and what it is taken for."""

from collections import Counter
from collections.abc import Sequence

from ivr.evaluation.judged import Judged
from ivr.evaluation.scores import Score


def intent_scores(judged: Sequence[Judged]) -> list[Score]:
    """Of every intent that is meant or understood, by name, over utterances with one matter."""
    single = [each for each in judged if len(each.test.matters) == 1]
    tests = Counter(each.test.intent for each in single)
    taken = Counter(each.meaning.intent for each in single)
    found = Counter(each.test.intent for each in single if each.right)
    return [
        Score(intent, found[intent], taken[intent], tests[intent])
        for intent in sorted(tests | taken)
    ]


def macro_f1(scores: Sequence[Score]) -> float | None:
    """Mean F1 of the intents that have tests."""
    tested = [score.f1 for score in scores if score.tests]
    return sum(tested) / len(tested) if tested else None


def confusions(judged: Sequence[Judged]) -> list[tuple[str, str, int]]:
    """What is meant, what it is taken for and how often, most frequent first."""
    pairs = Counter((each.test.intent, each.meaning.intent) for each in judged if not each.right)
    return [(*pair, times) for pair, times in sorted(pairs.items(), key=lambda p: (-p[1], p[0]))]
