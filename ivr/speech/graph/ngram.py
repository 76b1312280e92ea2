"""What follows what: a trigram of words with absolute discounting, as a graph that backs off."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ivr.speech.graph.backoff import BEGIN, END, ORDER, BackoffModel, History, closed
from ivr.speech.graph.fst import Fst
from ivr.speech.graph.lexicon_graph import UNKNOWN


@dataclass(frozen=True)
class Smoothing:
    """How far the language goes beyond its sentences."""

    discount: float = 1.5
    """Of every count, kept for what was not seen."""
    unknown: float = 0.003
    """Share of `[unk]` among words of which nothing is known."""
    empty: float = 0.04
    """Utterances without a word, as a share of the sentences, so that silence gives none."""
    words: float = 0.1
    """Share of single words that comes from the list of all words rather than from sentences."""


def ngram(
    sentences: Iterable[tuple[tuple[str, ...], float]],
    frequencies: Mapping[str, float],
    smoothing: Smoothing,
) -> BackoffModel:
    """The language of sentences.

    Args:
        sentences: words of each, with its weight.
        frequencies: weight of every word of the language, in a sentence or not.
        smoothing: how far it goes beyond its sentences.
    """
    counts = _counted(sentences, smoothing)
    shares: dict[History, Mapping[str, float]] = {
        (): _single_words(counts[0][()], frequencies, smoothing)
    }
    for length in range(1, ORDER):
        for history, following in counts[length].items():
            total = sum(following.values())
            own = {
                word: (count - smoothing.discount) / total
                for word, count in following.items()
                if count > smoothing.discount
            }
            if own:
                shares[history] = own
    return closed(shares)


def _counted(
    sentences: Iterable[tuple[tuple[str, ...], float]], smoothing: Smoothing
) -> list[dict[History, dict[str, float]]]:
    """Weights by length of history, history and next word."""
    counts: list[dict[History, dict[str, float]]] = [
        defaultdict(lambda: defaultdict(float)) for _ in range(ORDER)
    ]
    total = 0.0
    for words, weight in sentences:
        padded = (BEGIN, *words, END)
        total += weight
        for at in range(1, len(padded)):
            for length in range(min(at + 1, ORDER)):
                counts[length][padded[at - length : at]][padded[at]] += weight
    counts[1][(BEGIN,)][END] += smoothing.empty * total
    return counts


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


def graph_of(model: BackoffModel, numbers: Mapping[str, int]) -> Fst:
    """One state a history; the one of a beginning sentence comes first.

    numbers: of the words, as the lexicon graph gives them.
    """
    fst = Fst()
    histories = sorted(model.shares, key=lambda h: (h != (BEGIN,), len(h), h))
    states = {history: fst.state() for history in histories}

    def nearest(history: History) -> int:
        while history not in states:
            history = history[1:]
        return states[history]

    for history, state in states.items():
        for word, share in model.shares[history].items():
            if word == END:
                fst.finals[state] = -math.log(share)
                continue
            to = nearest((*history, word)[-(ORDER - 1) :])
            fst.arc(state, (numbers[word], numbers[word]), -math.log(share), to)
        if history:
            cost = -math.log(model.backing_off[history])
            fst.arc(state, (0, 0), cost, nearest(history[1:]))
    return fst
