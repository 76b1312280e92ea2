"""Whether what was heard is a whole answer to what a step expects, and whether more will come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from flows.events import Grammar
from ivr.speech.model import UNKNOWN
from ivr.speech.phrases import (
    CARRIERS,
    COMMANDS,
    CONNECTIVES,
    CORRECTIONS,
    DIGITS,
    FILLERS,
    HESITATIONS,
    LETTER_LEADS,
    LETTER_LINKS,
    LETTERS,
    MULTIPLES,
    NATO,
    NO,
    NUMBER_WORDS,
    YES,
)
from nlu.numbers import read_digits
from nlu.spelling import read_spelled

Phrases = frozenset[tuple[str, ...]]


class Standing(Enum):
    """How far an utterance has come."""

    NOTHING = "nothing"
    """No words yet."""
    COMPLETE = "complete"
    """A whole answer to which nothing can be added: yes, no, a phrase, all the digits."""
    ENOUGH = "enough"
    """As many digits as are needed, or digits in an open sentence: more may come."""
    MORE_DIGITS = "more digits"
    """Digits, and too few of them."""
    UNFINISHED = "unfinished"
    """The last word wants another one."""
    SENTENCE = "sentence"
    """Words of any other kind."""


@dataclass(frozen=True)
class Expectation:
    """What counts as an answer at one step."""

    grammar: Grammar
    own: Phrases
    """Phrases that answer this step's question, as words; digits come on top."""
    commands: Phrases
    """Phrases that may be said at any step, as words."""
    leads: Phrases
    """Phrases that lead to an answer: they may not come last."""
    fillers: Phrases
    """What may stand around an answer."""
    longest: int
    """Words of the longest phrase."""

    def accepts(self, text: str) -> bool:
        """Whether the text is made of whole phrases, at least one of them an answer.

        Fragments of phrases are refused, and so is everything with `[unk]` in it. An open
        grammar takes any words but mere hesitations.
        """
        if UNKNOWN in text:
            return False
        words = tuple(text.split())
        if self.grammar.kind == "open":
            return not HESITATIONS.issuperset(words)
        return words[-1:] not in _HALF_NUMBERS and self._splits(words)

    def answers(self, words: Sequence[str]) -> bool:
        """Whether the words are one phrase that answers this step's own question."""
        return tuple(words) in self.own

    def is_plain(self, text: str) -> bool:
        """Whether an accepted text is no number, or one as long as the step asks for.

        A number that was corrected while it was spoken is not plain.
        """
        number = read_digits(text) if self.grammar.kind == "digits" else None
        if number is None:
            return True
        fits = self.grammar.digits_min <= len(number.value) <= self.grammar.digits_max
        return fits and not number.corrected

    def standing(self, text: str) -> Standing:
        """How far an utterance has come, by its text so far."""
        words = tuple(word for word in text.split() if word != UNKNOWN)
        if not words:
            return Standing.NOTHING
        if self.grammar.kind != "open" and self.accepts(text):
            return self._standing_of_answer(words)
        if words[-1] in NUMBER_WORDS:
            return Standing.ENOUGH if self.grammar.kind == "open" else Standing.MORE_DIGITS
        return Standing.UNFINISHED if self._wants_more(words) else Standing.SENTENCE

    def _standing_of_answer(self, words: tuple[str, ...]) -> Standing:
        if self.grammar.kind == "letters":
            return self._standing_of_spelling(words)
        if self.grammar.kind != "digits":
            return Standing.COMPLETE
        if NUMBER_WORDS.isdisjoint(words):
            return Standing.UNFINISHED if words in _CORRECTIONS else Standing.COMPLETE
        if words[-1] not in NUMBER_WORDS and words[-1] != "please":
            return Standing.UNFINISHED
        number = read_digits(" ".join(words))
        digits = len(number.value) if number else 0
        if digits < self.grammar.digits_min:
            return Standing.MORE_DIGITS
        return Standing.COMPLETE if digits >= self.grammar.digits_max else Standing.ENOUGH

    def _standing_of_spelling(self, words: tuple[str, ...]) -> Standing:
        """Letters are never surely all: between them there may be a pause as between digits."""
        if words in self.commands or _SPELLING.isdisjoint(words):
            return Standing.UNFINISHED if words in _CORRECTIONS else Standing.COMPLETE
        if words[-1] not in _SPELLING and words[-1] != "please":
            return Standing.UNFINISHED
        spelled = read_spelled(" ".join(words))
        letters = len(spelled.value) if spelled else 1
        if letters < max(self.grammar.digits_min, _FEWEST_LETTERS):
            return Standing.MORE_DIGITS
        return Standing.COMPLETE if letters >= self.grammar.digits_max else Standing.ENOUGH

    def _wants_more(self, words: tuple[str, ...]) -> bool:
        led_in = any(words[-len(lead) :] == lead for lead in self.leads)
        return led_in or words[-1] in CONNECTIVES

    def _splits(self, words: tuple[str, ...]) -> bool:
        """Whether the words divide into phrases, the last one but for fillers an answer.

        `reached[i]` holds, for each way to divide the first i words, whether it ends so. No
        command goes with a number: "I want a person about my refund" must not be heard as
        "I want a person double three five" and waited on for the rest of a number.
        """
        numberless = NUMBER_WORDS.isdisjoint(words) or self.grammar.kind != "digits"
        answers = self.own | self.commands if numberless or words in self.commands else self.own
        reached: list[set[bool]] = [{False}, *(set() for _ in words)]
        for end in range(1, len(words) + 1):
            for length in range(1, min(self.longest, end) + 1):
                piece, before = words[end - length : end], reached[end - length]
                if before and (piece in answers or self._is_single(piece)):
                    reached[end].add(True)
                if before and piece in self.leads:
                    reached[end].add(False)
                if piece in self.fillers:
                    reached[end] |= before
        return True in reached[-1]

    def _is_single(self, piece: tuple[str, ...]) -> bool:
        return len(piece) == 1 and piece[0] in _SINGLE_WORDS.get(self.grammar.kind, frozenset())


_SPELLING = frozenset((*LETTERS, *NATO, *DIGITS))
_SINGLE_WORDS = {"digits": NUMBER_WORDS, "letters": _SPELLING}
"""Words each of which is part of an answer, by kind of grammar."""
_FEWEST_LETTERS = 2
_HALF_NUMBERS = frozenset((word,) for word in MULTIPLES)


@lru_cache(maxsize=256)
def expectation_of(grammar: Grammar, *, commands: bool = True) -> Expectation:
    """What a grammar accepts: the step's phrases, what its kind allows, the universal commands.

    Args:
        grammar: of the step.
        commands: whether the universal commands are accepted.
    """
    anywhere = _COMMANDS if commands else frozenset()
    own = _words(grammar.phrases)
    leads: Phrases = frozenset()
    if grammar.kind == "yes_no":
        own |= _words((*YES, *NO))
    if grammar.kind == "digits":
        own |= _words(("no",))
        leads = _words((*CARRIERS, *CORRECTIONS))
    if grammar.kind == "letters":
        own |= _words(("no",))
        leads = _words((*LETTER_LEADS, *CORRECTIONS, *LETTER_LINKS, *MULTIPLES))
    fillers = _words(FILLERS)
    longest = max(len(phrase) for phrase in own | anywhere | leads | fillers)
    return Expectation(grammar, own, anywhere, leads, fillers, longest)


def _words(phrases: Iterable[str]) -> Phrases:
    return frozenset(tuple(phrase.lower().split()) for phrase in phrases if phrase.strip())


_COMMANDS = _words(COMMANDS)
_CORRECTIONS = _words(CORRECTIONS)
