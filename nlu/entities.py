"""Entities in their normal form, from what Rasa marked and what the words themselves say.

Digit strings are read from the utterance, not from Rasa's marks, which may cut a number short:

- A number the utterance consists of ("it's four five one two") is an `order_number` up to ten
  digits and a `phone_number` from ten to fifteen; ten digits are both, order number first. How
  long an order number really is, the slot that waits for it knows.
- Among other words a number of three digits or more counts where "order", "number", "reference"
  or the like stands just before it (`order_number`), or "phone", "call me on" (`phone_number`).
- A number said with "phone" or "call me" before it is a `phone_number` alone; one with "zip" or
  "postcode" a `postcode`. Five digits that are the whole utterance are both, order number first.
- A word of one to four letters and three digits or more ("px7719") is an `order_number`.
- What the utterance spells (`nlu.spelling`) is `spelled`.

Amounts and dates get their decimal and ISO forms; where words marked so make no amount or date,
the mark is dropped. Emails and postcodes are put together from their spoken parts, and found
without a mark too.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nlu.dates import read_date
from nlu.numbers import DigitString, digit_strings, read_amount
from nlu.spelling import read_spelled
from nlu.spoken_codes import emails_in, postcodes_in, read_email, read_postcode
from nlu.understanding import Entity

NUMBERS = frozenset({"order_number", "phone_number"})

_ORDER = re.compile(
    r"\b(order|purchase|parcel|package|booking|number|number's|reference|ref|confirmation|tracking)\b"
)
_PHONE = re.compile(r"\b(phone|telephone|mobile|cell|call me|reach me|ring me)\b")
_POST = re.compile(r"\b(zip|postcode|post code|postal)\b")
_LETTERED = re.compile(r"\b[a-z]{1,4}-?\d{3,}[a-z\d]*\b", re.IGNORECASE)
_ZIP = 5
_NEAR = 40
"""Characters before a number in which its kind is looked for."""


def normalised(text: str, marked: tuple[Entity, ...], today: date) -> tuple[Entity, ...]:
    """Entities of an utterance in their normal form, in the order spoken, none twice.

    Args:
        text: the utterance.
        marked: what Rasa found in it.
        today: what "yesterday" and "next friday" count from.
    """
    found = [*_numbers(text), *_spelled(text), *_codes(text)]
    for entity in marked:
        value = None if entity.name in NUMBERS else _normal_form(entity, today)
        if value is not None:
            found.append(replace(entity, value=value))
    if not any(e.name == "amount" for e in found):
        found += _amounts(text)
    return _without_repeats(sorted(found, key=lambda e: e.start))


def _numbers(text: str) -> Iterator[Entity]:
    for string in digit_strings(text):
        for name in _names(string, text[max(0, string.start - _NEAR) : string.start]):
            said = text[string.start : string.end]
            sure = not string.corrected
            yield Entity(name, string.value, said, string.start, string.end, sure)


def _names(string: DigitString, before: str) -> tuple[str, ...]:
    """What a number may be, likeliest first; empty where it is just a word in a sentence."""
    length = len(string.value)
    if _POST.search(before):
        return ("postcode",) if length in (5, 9) else ()
    if _PHONE.search(before) and 7 <= length <= 15:
        return ("phone_number",)
    if not string.exact and (length < 3 or not _ORDER.search(before)):
        return ()
    names = ("order_number",) if length <= 10 else ()
    if string.exact and length == _ZIP:
        return (*names, "postcode")
    return (*names, "phone_number") if 10 <= length <= 15 else names


def _spelled(text: str) -> Iterator[Entity]:
    spelled = read_spelled(text)
    if spelled is not None:
        start, end = spelled.start, spelled.end
        yield Entity("spelled", spelled.value, text[start:end], start, end, spelled.sure)
        code = read_postcode(spelled.value) if _POST.search(text[:start]) else None
        if code is not None:
            yield Entity("postcode", code, text[start:end], start, end, spelled.sure)


def _codes(text: str) -> Iterator[Entity]:
    """Emails, British postcodes and numbers with letters that the words make, marked or not."""
    lettered = ((code.start(), code.end(), code[0].upper()) for code in _LETTERED.finditer(text))
    kinds = {"email": emails_in(text), "postcode": postcodes_in(text), "order_number": lettered}
    for name, found in kinds.items():
        for start, end, value in found:
            yield Entity(name, value, text[start:end], start, end)


def _normal_form(entity: Entity, today: date) -> str | None:
    if entity.name == "amount":
        amount = read_amount(entity.text)
        return None if amount is None else str(amount.value)
    if entity.name == "date":
        day = read_date(entity.text, today)
        return None if day is None else day.isoformat()
    if entity.name == "email":
        return read_email(entity.text)
    if entity.name == "postcode":
        return read_postcode(entity.text)
    return entity.value


def _amounts(text: str) -> Iterator[Entity]:
    """An amount with its currency that Rasa did not mark."""
    amount = read_amount(text)
    if amount is not None and amount.currency is not None:
        said = text[amount.start : amount.end]
        yield Entity("amount", str(amount.value), said, amount.start, amount.end)


def _without_repeats(entities: list[Entity]) -> tuple[Entity, ...]:
    """Of entities with the same name that overlap, the longer one; of equals, the first."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda e: e.start - e.end):
        if not any(
            k.name == entity.name and k.start < entity.end and entity.start < k.end for k in kept
        ):
            kept.append(entity)
    return tuple(sorted(kept, key=lambda e: e.start))
