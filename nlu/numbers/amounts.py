"""Amounts of money as callers speak them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nlu.numbers.cardinals import below_hundred, cardinal
from nlu.numbers.words import words_of

_WHOLE = {
    "dollar": "USD", "dollars": "USD", "bucks": "USD", "buck": "USD",
    "pound": "GBP", "pounds": "GBP", "quid": "GBP", "euro": "EUR", "euros": "EUR",
}  # fmt: skip
_PARTS = {"cent": "USD", "cents": "USD", "pence": "GBP", "p": "GBP"}
_TYPED = re.compile(r"([$£€])\s?(\d{1,6})(?:[.](\d{2}))?(?!\d)")
_SYMBOLS = {"$": "USD", "£": "GBP", "€": "EUR"}


@dataclass(frozen=True)
class Amount:
    """A sum of money."""

    value: Decimal
    """Two decimal places."""
    currency: str | None
    """ISO 4217; None where none was named."""
    start: int
    """Offset in characters of the first word."""
    end: int
    """Offset after the last word."""


def read_amount(text: str) -> Amount | None:
    """The first amount of an utterance, or None.

    Reads "twenty dollars", "twelve pounds fifty", "a hundred and five euros and ten cents",
    "fifty cents", "$25.50"; and, where the whole text is a number, amounts without a currency:
    "sixty", "thirty nine ninety nine". Never raises.
    """
    typed = _TYPED.search(text)
    if typed is not None:
        value = Decimal(f"{typed[2]}.{typed[3] or '00'}")
        return Amount(value, _SYMBOLS[typed[1]], typed.start(), typed.end())
    words = words_of(text)
    texts = [w.text for w in words]
    for at in range(len(texts)):
        found = _with_currency(texts, at) or (_bare(texts) if at == 0 else None)
        if found is not None:
            value, currency, after = found
            return Amount(value, currency, words[at].start, words[after - 1].end)
    return None


def _with_currency(texts: Sequence[str], at: int) -> tuple[Decimal, str, int] | None:
    number = _number(texts, at)
    if number is None:
        return None
    value, after = number
    unit = _word(texts, after)
    if unit in _PARTS:
        return _money(0, value), _PARTS[unit], after + 1
    if unit not in _WHOLE:
        return None
    currency, after = _WHOLE[unit], after + 1
    start = after + 1 if _word(texts, after) == "and" else after
    parts = below_hundred(texts, start)
    if parts is not None and _word(texts, parts[1]) in _PARTS:
        return _money(value, parts[0]), currency, parts[1] + 1
    if parts is not None and start == after and parts[0] >= 10:
        return _money(value, parts[0]), currency, parts[1]
    return _money(value, 0), currency, after


def _bare(texts: Sequence[str]) -> tuple[Decimal, None, int] | None:
    """An amount without currency that fills the whole text."""
    number = _number(texts, 0)
    if number is None:
        return None
    value, after = number
    if after == len(texts):
        return _money(value, 0), None, after
    parts = below_hundred(texts, after)
    if parts is not None and parts[0] >= 10 and parts[1] == len(texts):
        return _money(value, parts[0]), None, parts[1]
    return None


def _number(texts: Sequence[str], at: int) -> tuple[int, int] | None:
    word = _word(texts, at)
    if word.isascii() and word.isdigit() and len(word) <= 6:
        return int(word), at + 1
    return cardinal(texts, at)


def _money(whole: int, parts: int) -> Decimal:
    return (Decimal(whole) + Decimal(parts) / 100).quantize(Decimal("0.01"))


def _word(texts: Sequence[str], at: int) -> str:
    return texts[at] if at < len(texts) else ""
