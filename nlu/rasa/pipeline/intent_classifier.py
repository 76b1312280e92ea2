"""Intent from an utterance's words and its point in the sentence model's space.

A logistic regression on both, whose confidence is made to mean how often it is right.
"""

from __future__ import annotations

import io
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
from scipy.sparse import csr_matrix

from pipeline.calibration import FOLDS, best_temperature, folds_of_neighbours, softmax
from pipeline.softmax_regression import Features, Weights, fit

FILE = "weights.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CalibratedIntentClassifier(IntentClassifier, GraphComponent):
    """Ranks the intents of an utterance."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._config = {**self.get_default_config(), **config}
        self._storage, self._resource = model_storage, resource
        self._learnt: Weights | None = None
        self._names: Any = ()

    @classmethod
    def required_components(cls) -> list[type]:
        """Features to learn from."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings.

        words: aliases of sparse featurizers. sentence: alias of the dense one. strength: inverse
        of the regularisation. weight: of the sentence's point beside its words. caution: factor
        on the temperature that training utterances give, for strangers' utterances are further
        from them than they are from each other. steps: most steps of learning.
        """
        return {
            "words": ["words", "pieces"],
            "sentence": "sentence",
            "strength": 5.0,
            "weight": 2.0,
            "caution": 1.0,
            "steps": 100,
            "ranking_length": 10,
        }

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
        with (
            model_storage.read_from(resource) as folder,
            np.load(folder / FILE, allow_pickle=False) as stored,
        ):
            component._names = stored["names"]
            component._learnt = Weights(stored["sparse"], stored["dense"], stored["biases"])
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples and stores it."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        if not examples:
            return self._resource
        features = self._features(examples)
        names, classes = np.unique([e.get(INTENT) for e in examples], return_inverse=True)
        temperature = np.float32(self._config["caution"] * self._temperature(features, classes))
        weights = self._fitted(features, classes)
        self._learnt = Weights(
            weights.sparse / temperature, weights.dense / temperature, weights.biases / temperature
        )
        self._names = names
        self._store()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent and ranking; leaves messages as they are where nothing was learnt."""
        if self._learnt is None or not messages:
            return messages
        for message in messages:
            row = softmax(self._scores(message, self._learnt)[None])[0]
            best = np.argsort(-row)[: self._config["ranking_length"]]
            ranking = [{"name": str(self._names[n]), "confidence": float(row[n])} for n in best]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _scores(self, message: Message, learnt: Weights) -> Any:
        """Those of one utterance: a matrix of one row with a few words in it is mostly overhead."""
        columns, values, _ = self._words(message)
        dense = self._point(message)[0]
        return values @ learnt.sparse[columns] + dense @ learnt.dense + learnt.biases

    def _temperature(self, features: Features, classes: Any) -> float:
        folds = folds_of_neighbours(features.dense)
        scores = np.zeros((len(classes), classes.max() + 1))
        for fold in range(FOLDS):
            kept_out = folds == fold
            known, places = np.unique(classes[~kept_out], return_inverse=True)
            weights = self._fitted(features.rows(~kept_out), places)
            scores[np.ix_(kept_out, known)] = weights.scores(features.rows(kept_out))
        return best_temperature(scores, classes)

    def _fitted(self, features: Features, classes: Any) -> Weights:
        return fit(features, classes, self._config["strength"], self._config["steps"])

    def _features(self, messages: list[Message]) -> Features:
        words = [self._words(message) for message in messages]
        columns, values = (np.concatenate([each[part] for each in words]) for part in (0, 1))
        ends = np.cumsum([0, *(len(each[0]) for each in words)])
        sparse = csr_matrix((values, columns, ends), shape=(len(words), words[0][2]))
        return Features(sparse, np.vstack([self._point(message) for message in messages]))

    def _words(self, message: Message) -> tuple[Any, Any, int]:
        """Columns and values of the words, scaled to length 1 by featurizer, and all columns."""
        columns, values, width = [], [], 0
        for name in self._config["words"]:
            _, words = message.get_sparse_features(TEXT, [name])
            row = words.features.tocsr()
            counts = row.data.astype(np.float32)
            columns.append(width + row.indices)
            values.append(counts / (np.linalg.norm(counts) or np.float32(1)))
            width += row.shape[1]
        return np.concatenate(columns), np.concatenate(values), width

    def _point(self, message: Message) -> Any:
        """The sentence's point, scaled to its weight beside the words; one row."""
        _, sentence = message.get_dense_features(TEXT, [self._config["sentence"]])
        return sentence.features * np.float32(self._config["weight"])

    def _store(self) -> None:
        content = io.BytesIO()
        np.savez_compressed(content, names=self._names, **vars(self._learnt))
        with self._storage.write_to(self._resource) as folder:
            (folder / FILE).write_bytes(content.getvalue())
