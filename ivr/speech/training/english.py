"""English at large, taken from the language model that comes with PocketSphinx.

That model is a trigram of 72,000 words (Carnegie Mellon's licence, like BSD). Here it is brought
down to the words that the bundled model may hear, and to the sequences that matter, and written
as `ivr/speech/graph/data/english.arpa.xz`: `python -m ivr.speech.training.english`. Nothing here
is random; it takes ten minutes.
"""

from __future__ import annotations

import lzma
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pocketsphinx
from numpy.typing import NDArray

from ivr.config import read_settings
from ivr.own_model import own_language
from ivr.speech.graph.arpa import written
from ivr.speech.graph.backoff import BEGIN, END, BackoffModel, History, closed
from ivr.speech.graph.language import ENGLISH
from ivr.speech.graph.mixing import pruned
from ivr.speech.graph.pronouncing import cmudict

COMMON_WORDS = 10_000
"""How many of its words are taken, beside those of the line's own sentences."""
LEAST = 6e-7
"""See `ivr.speech.graph.mixing.Mixing`: coarser than that of the finished language."""
RAREST_HISTORY = 1e-6
"""How often two words must follow each other for a third to depend on both."""
_SAME = 2
"""Up to so many of the model's steps apart, two logarithms are one that was rounded twice."""

Logs = NDArray[np.int64]


class SphinxModel:
    """PocketSphinx's own language model; all logarithms are whole steps of its table."""

    def __init__(self) -> None:
        self._table = pocketsphinx.LogMath()
        path = Path(pocketsphinx.get_model_path("en-us/en-us.lm.bin"))
        self._model = pocketsphinx.NGramModel(pocketsphinx.Config(), self._table, str(path))

    def logs(self, words: Iterable[str], *history: str) -> Logs:
        """Of each word's share after a history."""
        before = [*reversed(history)]
        return np.array([self._model.prob([word, *before]) for word in words], np.int64)

    def known(self, words: Iterable[str]) -> list[str]:
        """Those words that it has, the most common first."""
        asked = list(words)
        logs, nothing = self.logs(asked), self.logs(["no such word"])[0]
        ranked = sorted(zip(-logs, asked, strict=True))
        return [word for log, word in ranked if -log > nothing]

    def shares(self, logs: Logs) -> NDArray[np.float64]:
        """The shares that logarithms stand for."""
        one = float(self._table.log_to_log10(10**6)) * math.log(10) / 10**6
        return np.asarray(np.exp(logs * one), np.float64)


@dataclass(frozen=True)
class _After:
    """The words that a history names: their places, and the logs of their shares."""

    places: NDArray[np.int64]
    logs: Logs


def english(model: SphinxModel, words: list[str]) -> BackoffModel:
    """The model's shares for sequences of these words."""
    all_words = [*words, END]
    single = model.logs(all_words)
    shares = _named(model, all_words, np.arange(len(all_words)), single)
    total = sum(shares.values())
    found: dict[History, dict[str, float]] = {
        (): {word: share / total for word, share in shares.items()}
    }
    pairs = {word: _after(model, all_words, single, word) for word in (BEGIN, *words)}
    often = dict(zip(all_words, model.shares(single), strict=True))
    for first, following in pairs.items():
        found[first,] = _named(model, all_words, following.places, following.logs)
        for second, share in found[first,].items():
            chance = often[END if first == BEGIN else first] * share
            if second != END and chance >= RAREST_HISTORY and len(pairs[second].places):
                later = _after_two(model, all_words, pairs[second], first, second)
                found[first, second] = _named(model, all_words, later.places, later.logs)
    return closed({history: named for history, named in found.items() if named})


def _named(
    model: SphinxModel, words: list[str], places: NDArray[np.int64], logs: Logs
) -> dict[str, float]:
    shares = model.shares(logs)
    return {words[place]: float(share) for place, share in zip(places, shares, strict=True)}


def _after(model: SphinxModel, words: list[str], single: Logs, before: str) -> _After:
    """Those of all words whose share after another isn't their own times a factor."""
    logs = model.logs(words, before)
    places = _apart(logs - single)
    return _After(places, logs[places])


def _after_two(
    model: SphinxModel, words: list[str], following: _After, first: str, second: str
) -> _After:
    """The same after two words, among those that the second one names."""
    logs = model.logs((words[place] for place in following.places), first, second)
    apart = _apart(logs - following.logs)
    return _After(following.places[apart], logs[apart])


def _apart(differences: Logs) -> NDArray[np.int64]:
    """Where a difference isn't the one that most have, which is what a history backs off by."""
    values, counts = np.unique(differences, return_counts=True)
    return np.flatnonzero(np.abs(differences - values[counts.argmax()]) > _SAME)


def chosen_words(model: SphinxModel, own: Iterable[str]) -> list[str]:
    """The model's most common words that can be said, and those of a line's own that it has."""
    plain = [word for word in cmudict() if word.replace("'", "").isalpha()]
    return sorted({*model.known(plain)[:COMMON_WORDS], *model.known(own)})


def english_lines() -> Iterator[str]:
    """The file's lines."""
    model = SphinxModel()
    sentences = own_language(read_settings()).sentences
    words = chosen_words(model, {word for sentence in sentences for word in sentence})
    yield from written(pruned(english(model, words), LEAST))


if __name__ == "__main__":
    lines = "".join(f"{line}\n" for line in english_lines())
    with lzma.open(ENGLISH, "wt", encoding="utf-8", preset=9) as file:
        file.write(lines)
