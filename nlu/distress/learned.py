"""The trained classifier of distress: a logistic regression over `features`.

`python -m nlu.distress.training` writes its weights from `examples/`.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlu.distress.features import features

WEIGHTS = Path(__file__).with_name("weights.json")
_CLOSEST = 0.001
"""Chances nearer to 0 or 1 than this are taken for so much."""


@dataclass(frozen=True)
class Classifier:
    """Weights by the name of a feature."""

    bias: float
    weights: dict[str, float]
    fingerprint: str
    """Of the examples that it was trained on."""

    def logit(self, text: str) -> float:
        """Logarithm of the odds that the speaker is in distress."""
        seen = features(text).items()
        return self.bias + sum(value * self.weights.get(name, 0.0) for name, value in seen)


def chance(text: str, sentence: float | None = None) -> float:
    """Chance that the speaker is angry, in despair or in need, 0 to 1.

    Args:
        text: as said or typed.
        sentence: the chance by a model of whole sentences, which counts as much; None for none.
    """
    odds = shipped().logit(text)
    if sentence is not None:
        close = min(1 - _CLOSEST, max(_CLOSEST, sentence))
        odds = (odds + math.log(close / (1 - close))) / 2
    return 1 / (1 + math.exp(-odds))


@cache
def shipped() -> Classifier:
    """The classifier that comes with Warmline."""
    return Classifier(**json.loads(WEIGHTS.read_text(encoding="utf-8")))
