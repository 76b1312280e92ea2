"""A prompt that takes too long to say."""

import re
from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.reading import prompts_of
from flows.definition import Flow, FlowSet
from flows.number_words import cardinal
from flows.problems import Problem
from flows.templates import Template

WORDS_A_MINUTE = 165
LONGEST_S = 12
LONGEST_NUMBER = 6
"""Digits up to which a number is spoken as one, and not digit by digit."""
_SIGN = re.compile(r"[$€£%&+=@#*/]")
_LETTERS = re.compile(r"[^\W\d_]")
_DIGITS = re.compile(r"[0-9]+")
_WORDS_OF_FORM = {
    "digits": 5,
    "phone": 10,
    "money": 6,
    "date": 5,
    "time": 5,
    "when": 6,
    "number": 2,
    "list": 6,
    "name": 2,
    "text": 4,
}
"""A fair guess at the words a field comes to."""


def long_prompt(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every wording that would last longer than twelve seconds."""
    del flows, known
    for step in flow.steps.values():
        for prompt in prompts_of(step):
            seconds = seconds_of(prompt.text)
            if seconds > LONGEST_S:
                what = f"the prompt takes about {seconds:.0f} seconds to say"
                remedy = f"Keep it under {LONGEST_S} seconds, or split it over two steps"
                yield Problem(prompt.place, what, remedy, flow.name, step.name, "warning")


def seconds_of(template: Template) -> float:
    """About how long a prompt takes to say."""
    return _words(template) * 60 / WORDS_A_MINUTE


def _words(template: Template) -> int:
    return sum(
        sum(map(_spoken_words, part.split()))
        if isinstance(part, str)
        else _WORDS_OF_FORM[part.form]
        for part in template.parts
    )


def _spoken_words(written: str) -> int:
    """The words that something between blanks comes to: "$4,512" is seven."""
    count = len(_SIGN.findall(written)) + bool(_LETTERS.search(written))
    for digits in _DIGITS.findall(written.replace(",", "")):
        whole = len(digits) <= LONGEST_NUMBER and not digits.startswith("0")
        count += len(re.split(r"[ -]", cardinal(int(digits)))) if whole else len(digits)
    return count
