"""Number words as one quantity: "four thousand five hundred and twelve" is 4512."""

from collections.abc import Sequence

from nlu.numbers.vocabulary import DIGITS, TEENS, TENS

_MOST = 6
"""Digits of the largest quantity that is read as one."""


def below_hundred(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The quantity 0 to 99 that begins at index `at`, and the index after it."""
    if at >= len(words):
        return None
    word = words[at]
    if word in TENS:
        unit = DIGITS.get(words[at + 1], 0) if at + 1 < len(words) else 0
        return (TENS[word] + unit, at + 2) if unit else (TENS[word], at + 1)
    if word in TEENS:
        return TEENS[word], at + 1
    if word in DIGITS:
        return DIGITS[word], at + 1
    return None


def cardinal(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The quantity that begins at index `at`, and the index after it.

    "a" before hundred or thousand counts as one. Without "and", a lone digit after "hundred" or
    "thousand" belongs to the quantity only where no further digit follows: "eight hundred five"
    is 805, "eight hundred five five five" begins with 800.
    """
    first = _leading(words, at)
    if first is None:
        return None
    value, at = first
    for scale_word, scale in (("thousand", 1000), ("hundred", 100)):
        if _word(words, at) == scale_word:
            value, at = value * scale, at + 1
            rest = _rest(words, at, scale)
            if rest is not None:
                value, at = value + rest[0], rest[1]
            break
    return (value, at) if len(str(value)) <= _MOST else None


def _leading(words: Sequence[str], at: int) -> tuple[int, int] | None:
    if _word(words, at) == "a" and _word(words, at + 1) in ("hundred", "thousand"):
        return 1, at + 1
    return below_hundred(words, at)


def _rest(words: Sequence[str], at: int, scale: int) -> tuple[int, int] | None:
    """What is added after hundred or thousand, and the index after it; None for nothing."""
    joined = _word(words, at) == "and"
    start = at + 1 if joined else at
    part = below_hundred(words, start)
    if part is None or part[0] == 0:
        return None
    value, after = part
    if scale == 1000 and value < 10 and _word(words, after) == "hundred":
        tail = _rest(words, after + 1, 100)
        return (value * 100 + tail[0], tail[1]) if tail else (value * 100, after + 1)
    lone = after - start == 1 and value < 10
    if lone and not joined and below_hundred(words, after) is not None:
        return None
    return value, after


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""
