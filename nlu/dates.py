"""Spoken dates: "yesterday", "next friday", "june third", "the twelfth of may". Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

from nlu.numbers.cardinals import below_hundred, cardinal
from nlu.numbers.words import words_of

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_RELATIVE = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30}
_COUNTS = {"a": 1, "an": 1, "couple": 2, "few": 3}


def read_date(text: str, today: date) -> date | None:
    """The day that spoken words name, or None.

    A weekday without "next" is the coming one, with "last" or after "was" the one gone by; a day
    and month without a year is the nearest such day to `today`; a day alone is the nearest one.
    "Last week" and the like, which name no day, are counted as seven or thirty days from today.
    Never raises.

    Args:
        text: words such as Rasa marks as a date.
        today: what relative words count from.
    """
    words = [w.text for w in words_of(text)]
    for reader in (_relative, _within, _counted, _weekday, _calendar):
        found = reader(words, today)
        if found is not None:
            return found
    return None


def _relative(words: Sequence[str], today: date) -> date | None:
    spoken = " ".join(words)
    if "day after tomorrow" in spoken:
        return _shifted(today, 2)
    if "day before yesterday" in spoken:
        return _shifted(today, -2)
    days = next((_RELATIVE[w] for w in words if w in _RELATIVE), None)
    if days is None and {"morning", "afternoon", "evening"} & set(words) and "this" in words:
        days = 0
    if days is None and "last night" in spoken:
        days = -1
    return None if days is None else _shifted(today, days)


def _within(words: Sequence[str], today: date) -> date | None:
    """A day of another week or month: "tuesday last week", "the fifth of last month"."""
    spoken = " ".join(words)
    shift = -1 if "last" in words else 1 if "next" in words else 0
    named = next((_DAYS.index(w) for w in words if w in _DAYS), None)
    if shift and named is not None and ("last week" in spoken or "next week" in spoken):
        return _shifted(today, 7 * shift + named - today.weekday())
    found = _day_of_month(words)
    if not shift or found is None or not ("last month" in spoken or "next month" in spoken):
        return None
    year, month = _month_from(today, shift)
    return _nearest(today, [(year, month, found[0])])


def _counted(words: Sequence[str], today: date) -> date | None:
    """Counted from today: "two weeks ago", "in three days", "last month"."""
    place = next((i for i, w in enumerate(words) if w in _UNITS), None)
    if place is None:
        return None
    days = _UNITS[words[place]]
    before = words[:place]
    if "last" in before or "next" in before:
        return _shifted(today, days if "next" in before else -days)
    count = _count(before)
    if count is None or not {"ago", "in"} & set(words):
        return None
    return _shifted(today, -days * count if "ago" in words else days * count)


def _count(words: Sequence[str]) -> int | None:
    for place in range(len(words)):
        number = below_hundred(words, place)
        if number is not None:
            return number[0]
    return next((_COUNTS[w] for w in reversed(words) if w in _COUNTS), None)


def _weekday(words: Sequence[str], today: date) -> date | None:
    wanted = next((_DAYS.index(w.rstrip("s")) for w in words if w.rstrip("s") in _DAYS), None)
    if wanted is None:
        return None
    ahead = (wanted - today.weekday()) % 7
    if "last" in words or "was" in words:
        return _shifted(today, ahead - 7)
    if "next" in words and ahead == 0:
        return _shifted(today, 7)
    return _shifted(today, ahead)


def _calendar(words: Sequence[str], today: date) -> date | None:
    found = _day_of_month(words)
    if found is None:
        return None
    day, day_ends = found
    month_at = next((i for i, w in enumerate(words) if w in _MONTHS), None)
    if month_at is None:
        months = [_month_from(today, shift) for shift in (-1, 0, 1)]
        return _nearest(today, [(year, month, day) for year, month in months])
    month = _MONTHS.index(words[month_at]) + 1
    year = _year(words, max(day_ends, month_at + 1))
    years = (today.year - 1, today.year, today.year + 1) if year is None else (year,)
    return _nearest(today, [(y, month, day) for y in years])


def _day_of_month(words: Sequence[str]) -> tuple[int, int] | None:
    """The first ordinal ("twenty second"), or the number after a month, and the index after it."""
    for at, word in enumerate(words):
        if word in _ORDINALS:
            tens = 20 if at and words[at - 1] == "twenty" else 0
            tens = 30 if at and words[at - 1] == "thirty" else tens
            return _ORDINALS.index(word) + 1 + tens, at + 1
        if word == "thirtieth":
            return 30, at + 1
        number = below_hundred(words, at + 1) if word in _MONTHS else None
        if number is not None and not _names_ordinal(words, at + 1):
            return number
    return None


def _names_ordinal(words: Sequence[str], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1] in _ORDINALS


def _year(words: Sequence[str], at: int) -> int | None:
    """The year from index `at` on: "nineteen eighty two", "two thousand and five"."""
    rest = [w for w in words[at:] if w != "of"]
    whole = cardinal(rest, 0)
    if whole is not None and 1900 <= whole[0] <= 2100:
        return whole[0]
    century = below_hundred(rest, 0)
    if century is None or century[0] not in (19, 20):
        return None
    tail = below_hundred(rest, century[1])
    return None if tail is None else century[0] * 100 + tail[0]


def _nearest(today: date, days: Sequence[tuple[int, int, int]]) -> date | None:
    real: list[date] = []
    for year, month, day in days:
        try:
            real.append(date(year, month, day))
        except ValueError:
            continue
    return min(real, key=lambda d: abs(d - today), default=None)


def _month_from(today: date, shift: int) -> tuple[int, int]:
    months = today.year * 12 + today.month - 1 + shift
    return months // 12, months % 12 + 1


def _shifted(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None
