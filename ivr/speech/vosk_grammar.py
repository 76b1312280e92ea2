"""What Vosk listens for: the phrases from which it builds a bigram of words.

Vosk 0.3.45 estimates its run-time grammar from the phrases by discounted bigram counts, so a
phrase given twice counts twice, and words that never stand side by side in a phrase may still
follow each other at a price. What it then hears need not be a whole phrase; `expectation` decides
about that.
"""

import json
from functools import lru_cache
from itertools import product

from flows.events import Grammar
from flows.number_words import TENS
from ivr.speech.model import UNKNOWN, SpeechModel
from ivr.speech.phrases import (
    CARRIERS,
    COMMANDS,
    CORRECTIONS,
    DIGITS,
    LETTER_LEADS,
    LETTER_LINKS,
    LETTERS,
    LISTENING,
    MULTIPLES,
    NATO,
    NO,
    SCALES,
    TEENS,
    YES,
)
from ivr.speech.spelled_names import spelled_names

OPEN = "[]"
"""Vosk's way back to the whole language of the model."""
_STEP_WEIGHT = 4
"""How much likelier the step's own phrases are than the commands that go everywhere."""
_LISTENING_WEIGHT = 16
"""How much likelier "uh huh" and its like are than a command: a command stops the prompt."""
_PAIRS_WEIGHT = 40
"""How often every pair of digits is given at a step for digits: people say them one by one, and
a "bye" or a "sixteen" that fits a noisy sound no better must not take the place of digits."""
_ALONE_WEIGHT = 120
"""How often a digit alone is given beside that: pairs of digits outnumber it otherwise."""
_DIGIT_PAIRS = " ".join(f"{first} {second}" for first, second in product(DIGITS, DIGITS))
_LIKE_DIGITS = frozenset({"to", "too", "for"})
"""Words that sound like digits. Commands with them are left to the second pass at a digit step."""


@lru_cache(maxsize=256)
def vosk_grammar(grammar: Grammar, model: SpeechModel, *, commands: bool = True) -> str:
    """The JSON that makes Vosk expect what a step expects.

    Phrases with words that the model lacks are left out.

    Args:
        grammar: of the step.
        model: that will listen.
        commands: whether the universal commands are expected as well.
    """
    if grammar.kind == "open" or not model.takes_grammars:
        return OPEN
    own = model.known(_own_phrases(grammar)) * _STEP_WEIGHT
    digits = (_DIGIT_PAIRS,) * _PAIRS_WEIGHT + DIGITS * _ALONE_WEIGHT
    digits = (*digits, *model.known(_numbers())) if grammar.kind == "digits" else ()
    listening = model.known(LISTENING) * _LISTENING_WEIGHT
    anywhere = (*model.known(COMMANDS), *listening) if commands else ()
    if grammar.kind in ("digits", "letters"):
        anywhere = tuple(c for c in anywhere if _LIKE_DIGITS.isdisjoint(c.split()))
    return json.dumps([*own, *digits, *anywhere, UNKNOWN])


def report_unknown_words(model: SpeechModel) -> None:
    """Log, all at once, which words of the phrases that come with every step the model lacks."""
    model.known((*YES, *NO, *DIGITS, *_numbers(), *COMMANDS, *LISTENING))


def _own_phrases(grammar: Grammar) -> tuple[str, ...]:
    if grammar.kind == "letters":
        return (*grammar.phrases, *_letter_phrases())
    if grammar.kind == "yes_no":
        return (*grammar.phrases, *YES, *NO)
    return grammar.phrases


def _numbers() -> tuple[str, ...]:
    """Numbers that are not said digit by digit, and what people say before and between digits."""
    multiples = (f"{many} {digit} {digit}" for many, digit in product(MULTIPLES, DIGITS))
    large = (f"{tens} {digit}" for tens, digit in product(TENS, DIGITS[1:10]))
    scales = (f"{digit} {scale}" for digit, scale in product(DIGITS[1:10], SCALES))
    return (*multiples, *TEENS, *TENS, *large, *scales, *CARRIERS, *CORRECTIONS)


def _letter_phrases() -> tuple[str, ...]:
    """All that spells, every pair of it, names spelled, and what goes with them."""
    pairs = (
        " ".join(f"{first} {second}" for first, second in product(kind, kind))
        for kind in (LETTERS, NATO)
    )
    links = (f"{word[0]} {link} {word}" for word, link in product(NATO, LETTER_LINKS))
    multiples = (f"double {letter}" for letter in LETTERS)
    spelled = (*LETTERS, *NATO, *DIGITS)
    names = spelled_names()
    return (*spelled, *pairs, *names, *links, *multiples, *LETTER_LEADS, *CORRECTIONS)
