"""Makes a classifier's scores mean probabilities: one temperature, found on utterances kept out."""

from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.cluster import KMeans

FOLDS = 3
_CLUSTERS = 150
_COOLEST, _HOTTEST = 0.2, 5.0


def folds_of_neighbours(points: Any, seed: int = 0) -> Any:
    """A fold number for each utterance; utterances of like meaning share a fold.

    What a classifier meets in a fold is then as new to it as what strangers will say, and not the
    twin of something it was trained on.

    Args:
        points: one row an utterance.
        seed: of the clustering and of the shuffle.
    """
    clusters = min(_CLUSTERS, len(points))
    labels = KMeans(clusters, n_init=1, max_iter=20, random_state=seed).fit(points).labels_
    return np.random.RandomState(seed).permutation(clusters)[labels] % FOLDS


def best_temperature(scores: Any, right: Any) -> float:
    """The temperature by which scores must be divided to fit what was right.

    Args:
        scores: one row an utterance, one column a class: logarithms of odds.
        right: the number of each utterance's class.
    """
    rows = np.arange(len(right))

    def loss(temperature: float) -> float:
        return -float(np.log(softmax(scores / temperature)[rows, right] + 1e-12).mean())

    found = minimize_scalar(loss, bounds=(_COOLEST, _HOTTEST), method="bounded")
    return float(found.x)


def softmax(scores: Any) -> Any:
    """Probabilities of rows of scores."""
    odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return odds / odds.sum(axis=-1, keepdims=True)
