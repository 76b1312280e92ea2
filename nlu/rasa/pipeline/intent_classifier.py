"""Intent from an utterance's words and its point in the sentence model's space.

A logistic regression on both, whose confidence is made to mean how often it is right.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from pipeline.calibration import FOLDS, best_temperature, folds_of_neighbours, softmax

FILE = "weights.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CalibratedIntentClassifier(IntentClassifier, GraphComponent):
    """Ranks the intents of an utterance."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._config = {**self.get_default_config(), **config}
        self._storage, self._resource = model_storage, resource
        self._learnt: dict[str, Any] | None = None

    @classmethod
    def required_components(cls) -> list[type]:
        """Features to learn from."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings.

        strength: inverse of the regularisation. dense: weight of the sentence's point beside its
        words. caution: factor on the temperature that training utterances give, for strangers'
        utterances are further from them than they are from each other.
        """
        return {
            "words": ["words", "pieces"], "sentence": "sentence", "strength": 10.0, "dense": 2.0,
            "caution": 1.0, "max_iter": 200, "ranking_length": 10,
        }  # fmt: skip

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CalibratedIntentClassifier:
        """Makes an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CalibratedIntentClassifier:
        """Loads what training stored.

        Raises:
            ValueError: the model holds nothing of this component.
        """
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            with np.load(folder / FILE, allow_pickle=False) as stored:
                component._learnt = dict(stored)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples and stores it."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        if not examples:
            return self._resource
        features = self._features(examples)
        names, classes = np.unique([e.get(INTENT) for e in examples], return_inverse=True)
        temperature = self._config["caution"] * self._temperature(examples, features, classes)
        fitted = self._fitted(features, classes)
        self._learnt = {
            "names": names,
            "factors": (fitted.coef_.T / temperature).astype(np.float32),
            "biases": (fitted.intercept_ / temperature).astype(np.float32),
        }
        self._store()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent and ranking; leaves messages as they are where nothing was learnt."""
        if self._learnt is None or not messages:
            return messages
        names = self._learnt["names"]
        scores = self._features(messages) @ self._learnt["factors"] + self._learnt["biases"]
        for message, row in zip(messages, softmax(scores), strict=True):
            best = np.argsort(-row)[: self._config["ranking_length"]]
            ranking = [{"name": str(names[n]), "confidence": float(row[n])} for n in best]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _temperature(self, examples: list[Message], features: Any, classes: Any) -> float:
        points = np.vstack([self._point(e) for e in examples])
        folds = folds_of_neighbours(points)
        scores = np.zeros((len(examples), classes.max() + 1))
        for fold in range(FOLDS):
            kept_out = folds == fold
            if kept_out.any():
                fitted = self._fitted(features[~kept_out], classes[~kept_out])
                scores[np.ix_(kept_out, fitted.classes_)] = fitted.decision_function(
                    features[kept_out]
                )
        return best_temperature(scores, classes)

    def _fitted(self, features: Any, classes: Any) -> LogisticRegression:
        return LogisticRegression(
            C=self._config["strength"],
            class_weight="balanced",
            max_iter=self._config["max_iter"],
            tol=1e-3,
        ).fit(features, classes)

    def _features(self, messages: Iterable[Message]) -> Any:
        return vstack([self._row(message) for message in messages]).tocsr()

    def _row(self, message: Message) -> Any:
        words, _ = None, None
        parts = []
        for name in self._config["words"]:
            _, words = message.get_sparse_features(TEXT, [name])
            if words is not None:
                parts.append(normalize(words.features))
        if self._config["sentence"]:
            parts.append(csr_matrix(self._point(message) * self._config["dense"]))
        return hstack(parts)

    def _point(self, message: Message) -> Any:
        _, sentence = message.get_dense_features(TEXT, [self._config["sentence"]])
        return sentence.features

    def _store(self) -> None:
        content = io.BytesIO()
        np.savez_compressed(content, **(self._learnt or {}))
        with self._storage.write_to(self._resource) as folder:
            (folder / FILE).write_bytes(content.getvalue())
