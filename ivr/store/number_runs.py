"""Stretches of speech or text that are nothing but numbers, however long."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlu.numbers.vocabulary import DIGITS, FILLERS, HOMOPHONES, REPEATS, TEENS, TENS

_TOKEN = re.compile(r"\d+|[a-z]+", re.IGNORECASE)
_GAP = re.compile(r"[\s.,/\-\u2013]*")
_UNITS = {**DIGITS, **HOMOPHONES}


@dataclass(frozen=True)
class NumberRun:
    """One stretch."""

    start: int
    end: int
    """Offsets in the text."""
    digits: str
    """What it stands for, digit by digit."""
    is_certain: bool
    """False where every word of it may be another one: "to", "for"."""


def number_runs(text: str) -> Iterator[NumberRun]:
    """The stretches of a text, in order.

    Words that recognisers write for digits ("for", "to") count as digits, as it is worse to miss
    one of a card number than to take in a preposition.
    """
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        word = token.group().lower()
        apart = bool(run) and _GAP.fullmatch(text, run[-1].end(), token.start()) is None
        goes_on = _is_number(word) or (bool(run) and word in FILLERS)
        if run and (apart or not goes_on):
            yield _closed(run)
            run = []
        if _is_number(word) or (run and word in FILLERS):
            run.append(token)
    if run:
        yield _closed(run)


def _closed(run: list[re.Match[str]]) -> NumberRun:
    while run[-1].group().lower() in FILLERS:
        run.pop()
    words = [token.group().lower() for token in run]
    is_certain = any(word not in HOMOPHONES and word not in FILLERS for word in words)
    return NumberRun(run[0].start(), run[-1].end(), _digits(words), is_certain)


def _is_number(word: str) -> bool:
    return word.isdecimal() or any(word in known for known in (_UNITS, TEENS, TENS, REPEATS))


def _digits(words: Iterable[str]) -> str:
    digits, times, tens = "", 1, 0
    for word in words:
        if word in FILLERS:
            continue
        unit = _UNITS.get(word)
        if tens and not unit:
            digits += str(tens)
            tens = 0
        if word in REPEATS:
            times = REPEATS[word]
        elif word in TENS:
            tens = TENS[word]
        elif tens and unit:
            digits += str(tens + unit)
            times, tens = 1, 0
        else:
            digits += str(_UNITS.get(word, TEENS.get(word, word))) * times
            times = 1
    return digits + (str(tens) if tens else "")
