"""What the synthetic voices say: numbers, short answers, letters, requests and ordinary English.

Words are lower case and a comma is a pause. Every draw takes its own seeded `random.Random`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

import wordfreq

from ivr.speech.phrases import DIGITS
from ivr.speech.training.pronunciation import listed
from nlu.environment import RasaProject
from nlu.training_checks.data import read_training_data

HERE = Path(__file__).parent
WIDE_WORDS = 7000
"""How many of the most frequent English words ordinary sentences draw from."""


@cache
def word_list(name: str) -> tuple[str, ...]:
    """A named list of words such as `months`."""
    lists = dict(line.split(": ", 1) for line in _lines("word_lists.txt"))
    return tuple(lists[name].split())


@cache
def short_answers() -> tuple[str, ...]:
    """What callers say when they say little."""
    return tuple(_lines("short_answers.txt"))


@cache
def requests() -> tuple[str, ...]:
    """Whole sentences of callers: the examples of every intent, where each word can be said."""
    examples = read_training_data(RasaProject().root).examples
    texts = (re.sub(r"[^a-z' ]", " ", example.text.lower()).strip() for example in examples)
    return tuple(text for text in dict.fromkeys(texts) if text and listed(text))


@cache
def _wide() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Common words, and running weights: the square root of how often each is used."""
    words = [
        word
        for word in wordfreq.top_n_list("en", WIDE_WORDS, ascii_only=True)
        if word.replace("'", "").isalpha() and (len(word) > 1 or word in "ai") and listed(word)
    ]
    weights = (wordfreq.word_frequency(word, "en") ** 0.5 for word in words)
    return tuple(words), tuple(accumulate(weights))


def _lines(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").split("\n")[:-1]


def digit_run(random: Random, least: int = 3, most: int = 8) -> str:
    """Digits said one by one: mostly with a pause after each, else in groups or in one breath."""
    digits = random.choices(DIGITS, k=random.randint(least, most))
    pause = random.choice((1.0, 1.0, 0.35, 0.0))
    return "".join(d + (", " if random.random() < pause else " ") for d in digits).rstrip(", ")


def answer_run(random: Random) -> str:
    """Short answers one after the other, with pauses between them."""
    return ", ".join(random.choices(short_answers(), k=random.randint(2, 5)))


def spelling(random: Random) -> str:
    """Letters, some of them with digits or the words that stand for letters on the radio."""
    chosen = random.choices(word_list("letters"), k=random.randint(2, 6))
    if random.random() < 0.3:
        chosen = random.choices(word_list("nato"), k=random.randint(2, 4))
    if random.random() < 0.4:
        chosen += random.choices(DIGITS, k=random.randint(1, 4))
    return (", " if random.random() < 0.5 else " ").join(chosen)


def small_number(random: Random) -> str:
    """One to ninety-nine in words."""
    ones, tens = random.choice(DIGITS[1:10]), random.choice(word_list("tens"))
    return random.choice((ones, random.choice(word_list("teens")), tens, f"{tens} {ones}"))


def amount(random: Random) -> str:
    """Money, a percentage or a bare number."""
    hundred = f"{random.choice(DIGITS[1:10])} hundred and " if random.random() < 0.3 else ""
    unit = random.choice(
        ("dollars", "pounds", "percent", "dollars and fifty cents", "", "thousand")
    )
    return f"{hundred}{small_number(random)} {unit}".strip()


def moment(random: Random) -> str:
    """A date or a time of day."""
    month, ordinal = random.choice(word_list("months")), random.choice(word_list("ordinals"))
    return random.choice(
        (
            f"{month} {ordinal}",
            f"the {ordinal} of {month}",
            f"next {random.choice(word_list('days')[:7])}",
            f"{random.choice(word_list('days'))} at {small_number(random)} {random.choice('ap')} m",
            f"{month} {ordinal} twenty {small_number(random)}",
            f"half past {random.choice(DIGITS[1:10])}",
        )
    )


def ordinary(random: Random) -> str:
    """Common English words in no order: what a model of sounds needs of a language."""
    words, weights = _wide()
    return " ".join(random.choices(words, cum_weights=weights, k=random.randint(2, 8)))


def request(random: Random) -> str:
    """What a caller asks for, now and then with a filler or something a form asked for."""
    text = random.choice(requests())
    if random.random() < 0.15:
        text = f"{random.choice(word_list('fillers'))}, {text}"
    if random.random() < 0.15:
        text += ", " + random.choice((digit_run, moment, amount, name))(random)
    return text


def name(random: Random) -> str:
    """A caller's name, perhaps spelled out."""
    said = " ".join(random.choices(word_list("names"), k=random.randint(1, 2)))
    return random.choice((said, f"my name is {said}", f"{said}, {' '.join(said.split()[0])}"))


KINDS: dict[Callable[[Random], str], float] = {
    digit_run: 0.30,
    answer_run: 0.12,
    spelling: 0.07,
    amount: 0.05,
    moment: 0.05,
    name: 0.03,
    request: 0.18,
    ordinary: 0.20,
}
"""What is said, and how much of all that is said."""


def text(random: Random) -> str:
    """One thing to say, of any kind."""
    kind = random.choices(list(KINDS), list(KINDS.values()))[0]
    said = kind(random)
    return said if listed(said) else text(random)


def passage(random: Random, least_words: int) -> str:
    """Things to say, with pauses between them, until there are enough words."""
    said = text(random)
    while len(said.split()) < least_words:
        said += ", " + text(random)
    return said
