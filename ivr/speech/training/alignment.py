"""When each sound of a text was said: the best path of its pronunciations through the outputs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ivr.speech.phones import BASE, PDF_COUNT
from ivr.speech.training.frames import FRAME_MIDDLE, OUTPUT_SECONDS
from ivr.speech.training.pronunciation import pronunciations
from ivr.speech.training.utterance import Utterance

IMPOSSIBLE = -1e30
NO_WORD = -1


@dataclass(frozen=True)
class WordGraph:
    """States of every way to say a text; each phone has two, its entry and its loop.

    pdfs: the output of each state; owners: its word's place or NO_WORD for silence; before: for
    each state the states that may come before it, filled up with the number of states; ends:
    states in which the text may be over; starts: those in which it may begin.
    """

    pdfs: NDArray[np.int64]
    owners: NDArray[np.int64]
    before: NDArray[np.int64]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class _Building:
    """A graph while it grows from left to right."""

    def __init__(self) -> None:
        self.pdfs: list[int] = []
        self.owners: list[int] = []
        self.before: list[list[int]] = []

    def add(self, base: int, owner: int, after: list[int]) -> list[int]:
        """A phone after any of these states; gives the two states one may leave it from."""
        entry = len(self.pdfs)
        self.pdfs += [2 * base, 2 * base + 1]
        self.owners += [owner, owner]
        self.before += [list(after), [entry, entry + 1]]
        return [entry, entry + 1]


def word_graph(words: tuple[str, ...]) -> WordGraph:
    """Every pronunciation of each word, with silence allowed at both ends and between words."""
    graph = _Building()
    begin: list[int] = []
    first_silence = graph.add(0, NO_WORD, begin)
    here, starts = first_silence, [first_silence[0]]
    for place, word in enumerate(words):
        said: list[int] = []
        for spoken in pronunciations(word):
            at = here
            if place == 0:
                starts.append(len(graph.pdfs))
            for phone in spoken:
                at = graph.add(BASE.index(phone), place, at)
            said += at
        here = said + graph.add(0, NO_WORD, said)
    states = len(graph.pdfs)
    before = np.full((states, max(map(len, graph.before))), states)
    for state, earlier in enumerate(graph.before):
        before[state, : len(earlier)] = earlier
    return WordGraph(
        np.array(graph.pdfs), np.array(graph.owners), before, tuple(starts), tuple(here)
    )


def best_path(likelihoods: NDArray[np.float32], graph: WordGraph) -> NDArray[np.int64] | None:
    """The state of each output (outputs, pdfs) along the likeliest path; None where none fits."""
    states, times = len(graph.pdfs), len(likelihoods)
    score = np.full(states + 1, IMPOSSIBLE)
    starts = list(graph.starts)
    score[starts] = likelihoods[0, graph.pdfs[starts]]
    came_from = np.zeros((times, states), np.int64)
    rows = np.arange(states)
    for time in range(1, times):
        choices = score[graph.before]
        best = choices.argmax(axis=1)
        came_from[time] = graph.before[rows, best]
        score[:states] = choices[rows, best] + likelihoods[time, graph.pdfs]
    state = max(graph.ends, key=lambda end: float(score[end]))
    if score[state] <= IMPOSSIBLE / 2:
        return None
    path = np.empty(times, np.int64)
    for time in range(times - 1, -1, -1):
        path[time] = state
        state = came_from[time, state]
    return path


def aligned(utterance: Utterance, likelihoods: NDArray[np.float32]) -> Utterance | None:
    """The utterance with its phones where they were said, or None where its text doesn't fit.

    likelihoods: log of each pdf's likelihood over its prior, (outputs, PDF_COUNT).
    """
    if likelihoods.shape[1] != PDF_COUNT:
        raise ValueError(f"{likelihoods.shape[1]} outputs for {PDF_COUNT} pdfs")
    graph = word_graph(utterance.words)
    path = best_path(likelihoods, graph)
    if path is None:
        return None
    entered = np.ones(len(path), bool)
    entered[1:] = (path[1:] != path[:-1]) & (graph.pdfs[path[1:]] % 2 == 0)
    entries = path[entered]
    starts = np.flatnonzero(entered) * OUTPUT_SECONDS + FRAME_MIDDLE
    return Utterance(
        samples=utterance.samples,
        words=utterance.words,
        voice=utterance.voice,
        starts=np.maximum(0.0, starts).astype(np.float32),
        phones=(graph.pdfs[entries] // 2).astype(np.int16),
        owners=graph.owners[entries].astype(np.int16),
    )
