"""Emails and postcodes from their parts, spoken or written: "john dot smith at gmail dot com"."""

import re
from collections.abc import Iterator

from nlu.numbers import read_digits
from nlu.numbers.vocabulary import DIGITS, REPEATS

_SIGNS = {"at": "@", "dot": ".", "underscore": "_", "dash": "-", "hyphen": "-", "plus": "+"}
_EMAIL = re.compile(r"[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_BRITISH = re.compile(r"([a-z]{1,2}\d[a-z\d]?)(\d[a-z]{2})")
_WRITTEN_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b", re.IGNORECASE)
_WRITTEN_EMAIL = re.compile(rf"(?<![\w@]){_EMAIL.pattern}\b", re.IGNORECASE)
_DIGIT = "|".join(sorted({*DIGITS, *REPEATS}))
_NAMED = (
    r"[a-z0-9]+(?: (?:dot|underscore|dash|hyphen|plus) [a-z0-9]+| [a-z]\b"
    rf"| (?:{_DIGIT})\b){{0,30}}"
)
_NO_NAME = r"(?:it|is|its|to|my|that|that's|with|on|at|e|mail|email|address|new|the)\b"
_DOMAIN = r"[a-z0-9]+(?: (?:dash|hyphen) [a-z0-9]+)*(?: dot [a-z]+)+"
_SPOKEN_EMAIL = re.compile(
    rf"(?<![\w'])(?!{_NO_NAME})(?:(?![ai] [a-z]{{2}})[a-z] ){{0,20}}{_NAMED} at {_DOMAIN}"
)
_SAYS_EMAIL = re.compile(r"\b(?:e-? ?mail|address|account|log ?in|user ?name)\b")


def read_email(text: str) -> str | None:
    """The address that spoken words make, lower case; None where they make none."""
    address = "".join(_SIGNS.get(w, w) for w in _letters_and_digits(text))
    return address if _EMAIL.fullmatch(address) else None


def emails_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Begin, end and normal form of each address, written or spoken.

    "look at example dot com" is none: spoken words need a sign or a digit before the "at", a word
    such as "email", or to be all that is said.
    """
    for written in _WRITTEN_EMAIL.finditer(text):
        yield written.start(), written.end(), written[0].lower()
    for spoken in _SPOKEN_EMAIL.finditer(text):
        address = read_email(spoken[0])
        sure = " " in spoken[0].partition(" at ")[0] or _SAYS_EMAIL.search(text)
        if address is not None and (sure or spoken[0] == text):
            yield spoken.start(), spoken.end(), address


def postcodes_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Begin, end and normal form of each British postcode that is written as one or two words."""
    for written in _WRITTEN_POSTCODE.finditer(text):
        code = read_postcode(written[0])
        if code is not None:
            yield written.start(), written.end(), code


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
