"""A caller may say anything at any step: what the step's grammar refuses is heard once more.

The rule: a whole answer to the step, heard with certainty, stands. Anything else is decoded again
from the same sound by the whole language of the model, while the silence that ends the utterance
is still running. Then

1. an answer that was heard without certainty, with the wrong number of digits, or with digits
   that the caller corrected, stands unless the whole language made a sentence of it: two words
   or more, none of them a number. Letters stand where letters were asked for. A yes that is a
   yes there too is sure after all, and so is a no;
2. what the step refuses is taken as the whole language has it;
3. where that gives no words either, it was noise.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ivr.speech.expectation import Expectation
from ivr.speech.model import UNKNOWN
from ivr.speech.phrases import HESITATIONS, LEANING, NO, NUMBER_WORDS, YES
from ivr.speech.recognition import Hypothesis, RecogniserPool, Word, spoken
from ivr.speech.take import BATCH_FRAMES, Take
from ivr.speech.vosk_grammar import OPEN
from nlu.spelling import read_spelled

_FEW_WORDS = 2
_MERE = HESITATIONS | LEANING
_VOWELS = re.compile("[aeiouy]+(?!$)|[aiouy]+$")
"""Syllables, as the spelling tells them: an e at the end is silent."""


@dataclass(frozen=True)
class Certainty:
    """Confidence of the least certain word from which an utterance counts as sure, 0 to 1."""

    words: float = 0.85
    digits: float = 0.97
    """One wrong digit is a wrong order, so certainty about digits is dearer."""
    least: float = 0.3
    """Below this mean, one or two words are noise. Yes, yeah and yep share what one is due."""
    longest_word_ms: int = 1_600
    """A longer word is noise: a hum makes one."""
    longest_syllable_ms: int = 1_200
    """A longer word of one syllable is noise: music makes one of a single note."""


@dataclass(frozen=True)
class Heard:
    """The hypothesis that stands."""

    hypothesis: Hypothesis
    second_pass: bool
    sure: bool


class SecondPass:
    """Decodes the sound of a take once more, in step with it or all at once."""

    def __init__(self, pool: RecogniserPool, take: Take, listens_for: str = OPEN) -> None:
        """listens_for: Vosk's grammar; the whole language by default."""
        self._pool = pool
        self._take = take
        self._recogniser = pool.borrow(listens_for)
        self._fed = 0
        self.partial = ""
        """The words so far."""

    def catch_up(self) -> None:
        """Hear what the take has kept since the last time."""
        new = self._take.sound[self._fed :]
        if len(new) >= BATCH_FRAMES:
            self._feed()
            self.partial = self._recogniser.partial()

    def finish(self) -> Hypothesis:
        """What it makes of the whole take; times count what was fed."""
        self._feed()
        return self._recogniser.finish()

    def close(self) -> None:
        """Give the recogniser back."""
        self._pool.give_back(self._recogniser)

    def _feed(self) -> None:
        new = self._take.sound[self._fed :]
        if new:
            self._recogniser.feed(np.concatenate(new))
            self._fed += len(new)


def choose(
    first: Hypothesis,
    expectation: Expectation,
    certainty: Certainty,
    whole_language: Callable[[], Hypothesis],
) -> Heard | None:
    """The hypothesis that stands, by the rule above; None where there was only noise.

    Args:
        first: by the step's own grammar.
        expectation: of the step.
        certainty: what counts as sure.
        whole_language: decodes again; called only where the rule asks for it.
    """
    if expectation.grammar.kind == "open":
        if not _is_speech(first, certainty):
            return None
        return Heard(first, second_pass=False, sure=_is_sure(first, certainty))
    accepted = _is_plausible(first, certainty) and expectation.accepts(first.text)
    if accepted and _is_sure(first, certainty) and expectation.is_plain(first.text):
        return Heard(first, second_pass=False, sure=True)
    second = whole_language()
    if accepted and (not makes_a_sentence(second.text) or _spells(first, expectation)):
        return Heard(first, second_pass=False, sure=_mean_the_same(first.text, second.text))
    if not _is_speech(second, certainty):
        return None
    return Heard(second, second_pass=True, sure=_is_sure(second, certainty) and not _digits(second))


def _is_sure(hypothesis: Hypothesis, certainty: Certainty) -> bool:
    needed = certainty.digits if _digits(hypothesis) else certainty.words
    return hypothesis.conf >= needed


def _digits(hypothesis: Hypothesis) -> bool:
    return not NUMBER_WORDS.isdisjoint(hypothesis.text.split())


def _spells(hypothesis: Hypothesis, expectation: Expectation) -> bool:
    """Whether letters were asked for and came: the whole language makes words of them."""
    return expectation.grammar.kind == "letters" and read_spelled(hypothesis.text) is not None


def makes_a_sentence(text: str, least: int = 2) -> bool:
    """Whether words of the whole language outdo an uncertain answer: no number among them.

    Args:
        text: by the whole language.
        least: the fewest words that are a sentence.
    """
    words = spoken(text).split()
    return len(words) >= least and NUMBER_WORDS.isdisjoint(words)


def _mean_the_same(first: str, second: str) -> bool:
    """Whether both are a yes or both are a no, in whatever words."""
    return any(first in forms and second in forms for forms in (YES, NO))


def _is_speech(hypothesis: Hypothesis, certainty: Certainty) -> bool:
    """Whether words of the whole language say more than mere hesitations and letters do."""
    words = spoken(hypothesis.text).split()
    telling = any(len(word) > 1 and word not in _MERE for word in words)
    return (telling or " ".join(words) in YES) and _is_plausible(hypothesis, certainty)


def _is_plausible(hypothesis: Hypothesis, certainty: Certainty) -> bool:
    """Whether there are words, not drawn out, and not one or two mere guesses."""
    words = [word for word in hypothesis.words if word.word != UNKNOWN]
    if not words or any(_is_drawn_out(word, certainty) for word in words):
        return False
    return len(words) > _FEW_WORDS or sum(w.conf for w in words) / len(words) >= certainty.least


def _is_drawn_out(word: Word, certainty: Certainty) -> bool:
    lasted_ms = word.end_ms - word.start_ms
    single = len(_VOWELS.findall(word.word)) <= 1
    return lasted_ms > certainty.longest_word_ms or (
        single and lasted_ms > certainty.longest_syllable_ms
    )
