"""Trains the classifier of distress: `python -m nlu.distress.training` writes `weights.json`.

A logistic regression with a Gaussian prior, fitted by Newton's method; nothing is random, so the
same examples give the same weights. A figure beside each kind of example says how distressed its
speaker is: mild irritation counts as half.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.distress.features import features
from nlu.distress.learned import WEIGHTS, Classifier

EXAMPLES = Path(__file__).with_name("examples")
DISTRESS_OF = {
    "anger": 1.0, "quiet_anger": 1.0, "sarcasm": 1.0, "despair": 1.0, "threats": 1.0, "grave": 1.0,
    "irritation": 0.5,
    "calm_complaints": 0.0, "faults": 0.0, "gratitude": 0.0, "requests": 0.0, "talk": 0.0,
}  # fmt: skip
"""Distress, 0 to 1, of the speakers of each file of examples."""
_FEWEST = 2
"""Examples that a word or pair must stand in to count."""
_PRIOR_VARIANCE = 30.0
_MOST_STEPS = 30
_STEEPEST = 1e-4
"""Largest slope at which the fit counts as done."""
Vector = NDArray[np.float64]


def read_examples(folder: Path = EXAMPLES) -> list[tuple[str, float]]:
    """Every example with its distress, in the order of files and lines."""
    return [
        (line, distress)
        for kind, distress in DISTRESS_OF.items()
        for line in (folder / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    ]


def fingerprint(examples: Sequence[tuple[str, float]]) -> str:
    """A short name of a set of examples: any change of it changes the name."""
    return hashlib.sha256(json.dumps(list(examples)).encode()).hexdigest()[:16]


def train(examples: Sequence[tuple[str, float]]) -> Classifier:
    """The classifier that fits the examples best."""
    seen = [features(text) for text, _ in examples]
    times = Counter(name for each in seen for name in each)
    places = {
        name: at for at, name in enumerate(sorted(n for n, c in times.items() if c >= _FEWEST))
    }
    table = np.zeros((len(seen), len(places) + 1))
    table[:, -1] = 1.0
    for row, each in enumerate(seen):
        for name, value in each.items():
            if name in places:
                table[row, places[name]] = value
    fitted = _fit(table, np.array([distress for _, distress in examples]))
    weights = {name: round(float(fitted[at]), 3) for name, at in places.items()}
    return Classifier(round(float(fitted[-1]), 3), weights, fingerprint(examples))


def _fit(table: Vector, wanted: Vector) -> Vector:
    """Weights of the columns, the last of which has no prior."""
    prior = np.full(table.shape[1], 1 / _PRIOR_VARIANCE)
    prior[-1] = 1e-6
    weights = np.zeros(table.shape[1])
    for _ in range(_MOST_STEPS):
        chances = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chances - wanted) + prior * weights
        if np.abs(slope).max() < _STEEPEST:
            break
        bent = chances * (1 - chances)
        weights -= _solved(table, bent, prior, slope)
    return weights


def _solved(table: Vector, bent: Vector, prior: Vector, slope: Vector) -> Vector:
    """The Newton step, by way of the smaller matrix (Woodbury's identity)."""
    scaled = table / prior
    inner = scaled @ table.T
    inner[np.diag_indices_from(inner)] += 1 / np.maximum(bent, 1e-12)
    straight = slope / prior
    step: Vector = straight - scaled.T @ np.linalg.solve(inner, table @ straight)
    return step


def main() -> None:
    """Train on the examples and write the weights."""
    trained = train(read_examples())
    document = {
        "bias": trained.bias,
        "fingerprint": trained.fingerprint,
        "weights": trained.weights,
    }
    WEIGHTS.write_text(json.dumps(document, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
