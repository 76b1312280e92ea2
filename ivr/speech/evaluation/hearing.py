"""What a model makes of the measurements' sounds, decoded as a call would be."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ivr.speech.evaluation.case import Case
from ivr.speech.expectation import expectation_of
from ivr.speech.recognition import Hypothesis, RecogniserPool, spoken
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
        text = hypothesis.text
        accepted = bool(spoken(text)) and expectation_of(case.grammar).accepts(text)
        errors = word_errors(case.said.split(), spoken(text).split())
        audio_s = case.sound.size / SAMPLE_RATE
        yield Heard(case, hypothesis, accepted, errors, audio_s, compute_s)


def word_errors(said: list[str], heard: list[str]) -> int:
    """Words to change, drop or add to make one of the other (Levenshtein's distance)."""
    row = list(range(len(heard) + 1))
    for at, word in enumerate(said, start=1):
        before, row[0] = row[0], at
        for column, other in enumerate(heard, start=1):
            kept = before + (word != other)
            before, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, kept)
    return row[-1]
