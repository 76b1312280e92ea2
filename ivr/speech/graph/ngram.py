"""What follows what: a trigram of words with absolute discounting, as a graph that backs off."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ivr.speech.graph.fst import Fst
from ivr.speech.graph.lexicon_graph import UNKNOWN

History = tuple[str, ...]
BEGIN, END = "<s>", "</s>"
_ORDER = 3
_LEAST = 1e-4


@dataclass(frozen=True)
class Smoothing:
    """How far the language goes beyond its sentences."""

    discount: float = 0.6
    """Of every count, kept for what was not seen."""
    unknown: float = 0.002
    """Share of `[unk]` among words of which nothing is known."""
    empty: float = 0.03
    """Utterances without a word, as a share of the sentences, so that silence gives none."""
    fewest: float = 1.5
    """Weight from which three words in a row are kept."""
    words: float = 0.1
    """Share of single words that comes from the list of all words rather than from sentences."""


def ngram(
    sentences: Iterable[tuple[tuple[str, ...], float]],
    frequencies: Mapping[str, float],
    numbers: Mapping[str, int],
    smoothing: Smoothing,
) -> Fst:
    """The language of sentences.

    Args:
        sentences: words of each, with its weight.
        frequencies: weight of every word of the language, in a sentence or not.
        numbers: of the words, as the lexicon graph gives them.
        smoothing: how far it goes beyond its sentences.
    """
    counts = _counted(sentences, smoothing)
    shares, backing_off = _estimated(counts, frequencies, smoothing)
    return _graph(shares, backing_off, numbers)


def _counted(
    sentences: Iterable[tuple[tuple[str, ...], float]], smoothing: Smoothing
) -> list[dict[History, dict[str, float]]]:
    """Weights by length of history, history and next word."""
    counts: list[dict[History, dict[str, float]]] = [
        defaultdict(lambda: defaultdict(float)) for _ in range(_ORDER)
    ]
    total = 0.0
    for words, weight in sentences:
        padded = (BEGIN, *words, END)
        total += weight
        for at in range(1, len(padded)):
            for length in range(min(at + 1, _ORDER)):
                counts[length][padded[at - length : at]][padded[at]] += weight
    counts[1][(BEGIN,)][END] += smoothing.empty * total
    return counts


def _estimated(
    counts: list[dict[History, dict[str, float]]],
    frequencies: Mapping[str, float],
    smoothing: Smoothing,
) -> tuple[dict[History, Mapping[str, float]], dict[History, float]]:
    """Shares of the next words by history, and what remains to each history for all others."""
    single = _single_words(counts[0][()], frequencies, smoothing)
    shares: dict[History, Mapping[str, float]] = {(): single}
    backing_off: dict[History, float] = {}

    def share(history: History, word: str) -> float:
        found = shares.get(history)
        if found is not None and word in found:
            return found[word]
        if not history:
            return _LEAST**2
        return backing_off.get(history, 1.0) * share(history[1:], word)

    for length in range(1, _ORDER):
        least = smoothing.fewest if length == _ORDER - 1 else 0.0
        for history, following in counts[length].items():
            kept = {word: count for word, count in following.items() if count > least}
            if not kept:
                continue
            total = sum(following.values())
            own = {word: max(0.0, n - smoothing.discount) / total for word, n in kept.items()}
            own = {word: each for word, each in own.items() if each > 0}
            lower = sum(share(history[1:], word) for word in own)
            remains = max(_LEAST, 1 - sum(own.values()))
            backing_off[history] = remains / max(_LEAST, 1 - lower)
            shares[history] = own
    return shares, backing_off


def _single_words(
    counts: Mapping[str, float], frequencies: Mapping[str, float], smoothing: Smoothing
) -> dict[str, float]:
    spoken, listed = sum(counts.values()), sum(frequencies.values())
    mixed: dict[str, float] = defaultdict(float)
    for word, count in counts.items():
        mixed[word] += (1 - smoothing.words) * count / spoken
    for word, frequency in frequencies.items():
        mixed[word] += smoothing.words * frequency / listed
    shares = {word: (1 - smoothing.unknown) * each for word, each in mixed.items()}
    return {**shares, UNKNOWN: smoothing.unknown}


def _graph(
    shares: Mapping[History, Mapping[str, float]],
    backing_off: Mapping[History, float],
    numbers: Mapping[str, int],
) -> Fst:
    """One state a history; the one of a beginning sentence comes first."""
    fst = Fst()
    histories = sorted(shares, key=lambda history: (history != (BEGIN,), len(history), history))
    states = {history: fst.state() for history in histories}

    def nearest(history: History) -> int:
        while history not in states:
            history = history[1:]
        return states[history]

    for history, state in states.items():
        for word, share in shares[history].items():
            if word == END:
                fst.finals[state] = -math.log(share)
                continue
            to = nearest((*history, word)[-(_ORDER - 1) :])
            fst.arc(state, (numbers[word], numbers[word]), -math.log(share), to)
        if history:
            fst.arc(state, (0, 0), -math.log(backing_off[history]), nearest(history[1:]))
    return fst
