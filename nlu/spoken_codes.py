"""Emails and postcodes from their spoken parts: "john dot smith at gmail dot com"."""

import re

from nlu.numbers import read_digits
from nlu.numbers.vocabulary import DIGITS, REPEATS

_SIGNS = {"at": "@", "dot": ".", "underscore": "_", "dash": "-", "hyphen": "-", "plus": "+"}
_EMAIL = re.compile(r"[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_BRITISH = re.compile(r"([a-z]{1,2}\d[a-z\d]?)(\d[a-z]{2})")


def read_email(text: str) -> str | None:
    """The address that spoken words make, lower case; None where they make none."""
    address = "".join(_SIGNS.get(w, w) for w in _letters_and_digits(text))
    return address if _EMAIL.fullmatch(address) else None


def read_postcode(text: str) -> str | None:
    """A British postcode as "SW1A 1AA", or five or nine digits of an American zip code."""
    code = "".join(_letters_and_digits(text))
    british = _BRITISH.fullmatch(code)
    if british is not None:
        return f"{british[1]} {british[2]}".upper()
    digits = read_digits(text)
    return digits.value if digits is not None and len(digits.value) in (5, 9) else None


def _letters_and_digits(text: str) -> list[str]:
    """Words with digit words as digits; "double four" and "double u" doubled."""
    parts: list[str] = []
    times = 1
    for word in text.lower().replace("double u", "w").split():
        if word in REPEATS:
            times = REPEATS[word]
            continue
        parts.append((str(DIGITS[word]) if word in DIGITS and word != "o" else word) * times)
        times = 1
    return parts
