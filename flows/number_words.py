"""Whole numbers as English words."""

import re

UNITS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
"""Zero to nineteen, each at its own place."""
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_HUNDRED = 100
_LAST_WORD = re.compile(r"(.*?)([a-z]+)")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def cardinal(number: int) -> str:
    """A number below a million million: 4512 is "four thousand five hundred and twelve"."""
    if number < len(UNITS):
        return UNITS[number]
    if number < _HUNDRED:
        tens, units = divmod(number, 10)
        return f"{TENS[tens - 2]}-{UNITS[units]}" if units else TENS[tens - 2]
    size, name = next(scale for scale in _SCALES if number >= scale[0])
    count, rest = divmod(number, size)
    words = f"{cardinal(count)} {name}"
    if not rest:
        return words
    return f"{words} and {cardinal(rest)}" if rest < _HUNDRED else f"{words} {cardinal(rest)}"


def ordinal(number: int) -> str:
    """A place in an order: 21 is "twenty-first"."""
    before, last = _LAST_WORD.fullmatch(cardinal(number)).groups()  # type: ignore[union-attr]
    if last in _ORDINALS:
        return f"{before}{_ORDINALS[last]}"
    return f"{before}{last[:-1]}ieth" if last.endswith("y") else f"{before}{last}th"
