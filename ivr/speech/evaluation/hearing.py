"""What a model makes of the measurements' sounds, decoded as a call would be."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ivr.speech.evaluation.case import Case
from ivr.speech.expectation import expectation_of
from ivr.speech.recognition import Hypothesis, RecogniserPool, spoken
from ivr.speech.second_pass import Certainty, choose
from ivr.speech.vosk_grammar import vosk_grammar
from telephony.mulaw import SAMPLE_RATE

_CHUNK = SAMPLE_RATE // 50
"""Samples of 20 ms, as they arrive on a call."""


@dataclass(frozen=True)
class Heard:
    """A case and what was heard."""

    case: Case
    hypothesis: Hypothesis
    accepted: bool
    """Whether the step would take it for an answer."""
    sure: bool
    """Whether it would do so without asking back."""
    errors: int
    """Words wrong, missing or too many."""
    audio_s: float
    compute_s: float
    """Of this thread, partial results at every chunk included."""

    @property
    def right(self) -> bool:
        """Whether every word is as it was said, or a sound that answers nothing was refused."""
        return self.errors == 0 if self.case.wanted else not self.accepted


def hear(pool: RecogniserPool, cases: Iterable[Case]) -> Iterator[Heard]:
    """Decode each sound by the grammar of its step, commands included."""
    for case in cases:
        recogniser = pool.borrow(vosk_grammar(case.grammar, pool.model))
        began = time.thread_time()
        for at in range(0, case.sound.size, _CHUNK):
            recogniser.feed(case.sound[at : at + _CHUNK])
            recogniser.partial()
        hypothesis = recogniser.finish()
        compute_s = time.thread_time() - began
        pool.give_back(recogniser)
        yield _judged(case, hypothesis, compute_s)


def _judged(case: Case, hypothesis: Hypothesis, compute_s: float) -> Heard:
    taken = choose(hypothesis, expectation_of(case.grammar), Certainty(), Hypothesis)
    errors = word_errors(case.said.split(), spoken(hypothesis.text).split())
    return Heard(
        case=case,
        hypothesis=hypothesis,
        accepted=taken is not None,
        sure=taken is not None and taken.sure,
        errors=errors,
        audio_s=case.sound.size / SAMPLE_RATE,
        compute_s=compute_s,
    )


def word_errors(said: list[str], heard: list[str]) -> int:
    """Words to change, drop or add to make one of the other (Levenshtein's distance)."""
    return _distances(said, heard)[-1][-1]


def alignment(said: list[str], heard: list[str]) -> list[bool]:
    """For each word that was heard, whether it was said there."""
    distances = _distances(said, heard)
    right = [False] * len(heard)
    row, column = len(said), len(heard)
    while row and column:
        same = said[row - 1] == heard[column - 1]
        here = distances[row][column]
        if here == distances[row - 1][column - 1] + (not same):
            right[column - 1] = same
            row, column = row - 1, column - 1
        elif here == distances[row][column - 1] + 1:
            column -= 1
        else:
            row -= 1
    return right


def _distances(said: list[str], heard: list[str]) -> list[list[int]]:
    """Distance of every beginning of one from every beginning of the other."""
    rows = [list(range(len(heard) + 1))]
    for word in said:
        above, row = rows[-1], [rows[-1][0] + 1]
        for column, other in enumerate(heard):
            kept = above[column] + (word != other)
            row.append(min(above[column + 1] + 1, row[column] + 1, kept))
        rows.append(row)
    return rows
