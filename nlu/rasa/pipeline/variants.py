"""Adds to the training examples what else callers would say, and how it would be misheard.

It changes training alone. Entities are learnt before it in the pipeline, from the examples as they
were written; so variants carry an intent and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from pipeline.wording import asked_otherwise, dressed, misheard


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Variants(GraphComponent):
    """Variants of each example; the same ones in every training of the same examples."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = {**self.get_default_config(), **config}
        self._tokenizer = WhitespaceTokenizer(WhitespaceTokenizer.get_default_config())

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Shares of the examples, 0 to 1, that get a variant of each kind, and a seed.

        asked: of requests, another frame. dressed: a greeting, filler or polite end. misheard: an
        error of recognition or typing.
        """
        return {"asked": 0.2, "dressed": 0.05, "misheard": 0.15, "seed": 11}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Variants:
        """Makes the component for training and for serving alike."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Leaves what callers say as it is."""
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Gives the examples and their variants; no text comes twice."""
        known = {example.get(TEXT) for example in training_data.training_examples}
        added: list[Message] = []
        for example in training_data.intent_examples:
            for text in self._variants(example.get(TEXT)):
                if text not in known:
                    known.add(text)
                    added.append(Message.build(text, example.get(INTENT)))
        self._tokenizer.process(added)
        return training_data.merge(TrainingData(added))

    def _variants(self, text: str) -> Iterator[str]:
        chance = Random(f"{self._config['seed']} {text}")  # noqa: S311 - no secret
        kinds = (("asked", asked_otherwise), ("dressed", dressed), ("misheard", misheard))
        for share, make in kinds:
            if chance.random() < self._config[share]:
                made = make(text, chance)
                if made:
                    yield made
