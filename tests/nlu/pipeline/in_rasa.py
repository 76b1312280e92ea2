"""Runs in Rasa's environment: figures of the pipeline's parts as JSON on standard output."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(sys.argv[1])))

import numpy as np
from pipeline.calibration import best_temperature, folds_of_neighbours, softmax
from pipeline.sentence_model import SentenceModel
from pipeline.softmax_regression import Features, fit
from scipy.sparse import csr_matrix


def likeness() -> dict[str, float]:
    """Cosines of an utterance with one of the same meaning and one of another."""
    model = SentenceModel()
    said, same, other, again = (
        model.encode(text)
        for text in ("where is my parcel", "where is my package", "i forgot my password",
                     "where is my parcel")
    )  # fmt: skip
    return {
        "same": float(said @ same),
        "other": float(said @ other),
        "again": float(said @ again),
        "length": float(np.linalg.norm(said)),
    }


def learning() -> dict[str, float]:
    """A regression on two clouds, and temperatures of scores that are too sure or right."""
    chance = np.random.RandomState(3)
    classes = np.repeat([0, 1], [150, 50])
    dense = chance.randn(200, 4).astype(np.float32) + 2 * classes[:, None]
    features = Features(csr_matrix(np.eye(2, dtype=np.float32)[classes]), dense)
    right = fit(features, classes, 10.0, 50).scores(features).argmax(axis=1) == classes
    scores = chance.randn(4000, 3) * 2
    drawn = np.array([chance.choice(3, p=row) for row in softmax(scores)])
    folds = folds_of_neighbours(np.repeat(dense[:20], 5, axis=0))
    return {
        "right": float(right.mean()),
        "fair": best_temperature(scores, drawn),
        "too_sure": best_temperature(scores * 3, drawn),
        "twins_together": float((folds.reshape(20, 5) == folds[::5, None]).mean()),
    }


print(json.dumps({**likeness(), **learning()}))  # noqa: T201 - what the test reads
