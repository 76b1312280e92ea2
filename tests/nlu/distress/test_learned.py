"""The trained classifier: what it ships with, and how it tells anger from calm.

The sentences of `kept_aside/` were written before the features were chosen, and are not trained on.
"""

from itertools import product
from pathlib import Path

import pytest

from nlu.distress import score
from nlu.distress.features import plain_words
from nlu.distress.learned import chance, shipped
from nlu.distress.training import fingerprint, read_examples, train

KEPT_ASIDE = Path(__file__).parent / "kept_aside"
LEAST_AREA = 0.92
"""Least area under the ROC curve on what was kept aside."""


def kept_aside(kind: str) -> list[str]:
    return (KEPT_ASIDE / f"{kind}.txt").read_text(encoding="utf-8").splitlines()


def as_spoken(text: str) -> str:
    return " ".join(plain_words(text))


def area(angry: list[float], calm: list[float]) -> float:
    """Chance that an angry sentence scores above a calm one; the same score counts half."""
    pairs = list(product(angry, calm))
    return sum((a > c) + (a == c) / 2 for a, c in pairs) / len(pairs)


def test_the_weights_are_those_of_the_examples() -> None:
    examples = read_examples()
    assert shipped().fingerprint == fingerprint(examples), "run python -m nlu.distress.training"
    trained = train(examples)
    assert trained.weights.keys() == shipped().weights.keys()
    assert trained.bias == pytest.approx(shipped().bias, abs=0.01)
    assert trained.weights == pytest.approx(shipped().weights, abs=0.01)


@pytest.mark.parametrize("form", [str, as_spoken])
def test_anger_is_told_from_calm_in_words_not_trained_on(form) -> None:
    angry, calm = ([score(form(text)) for text in kept_aside(k)] for k in ("angry", "neutral"))
    assert len(angry) > 90
    assert len(calm) > 90
    assert area(angry, calm) >= LEAST_AREA


def test_hardly_anyone_calm_is_taken_for_distressed() -> None:
    calm = [score(text) for text in kept_aside("neutral")]
    assert sum(each >= 0.5 for each in calm) / len(calm) <= 0.02


def test_nothing_kept_aside_was_trained_on() -> None:
    trained = {as_spoken(text) for text, _ in read_examples()}
    assert not trained & {as_spoken(t) for k in ("angry", "neutral") for t in kept_aside(k)}


@pytest.mark.parametrize(
    "said",
    [
        "oh great just great another robot",
        "i have told four of your people about this and nobody listens",
        "i'm at my wits end i don't know how to pay for food",
        "my solicitor will write to you",
        "then i'll leave you after nineteen years",
        "i've had it with the lot of you",
    ],
)
def test_each_kind_of_distress_stands_out(said: str) -> None:
    assert score(said) >= 0.4


@pytest.mark.parametrize(
    "said",
    [
        "the vacuum is terrible on stairs",
        "my bill is wrong",
        "the parcel came two days late",
        "i would like to make a complaint about a delivery please",
        "i'm not angry i only want to know when it comes",
    ],
)
def test_calm_reports_stay_below(said: str) -> None:
    assert score(said) < 0.4


def test_a_model_of_sentences_counts_as_much_as_the_words() -> None:
    text = "where is my parcel"
    assert chance(text, 0.0) < chance(text) < chance(text, 1.0)
    assert chance(text, 0.5) > chance(text)
