"""Values in the words a caller can follow: digits in groups, money, dates, times, lists, names.

Every form takes a JSON value and the time of the call and gives plain text for the voice.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from flows.events import Json
from flows.number_words import cardinal, ordinal

DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_CURRENCIES = {
    "USD": ("dollar", "dollars", "cent", "cents"),
    "GBP": ("pound", "pounds", "penny", "pence"),
    "EUR": ("euro", "euros", "cent", "cents"),
}
_DEFAULT_CURRENCY = "USD"
_DIGITS_OF_A_NORTH_AMERICAN_NUMBER = 11
_MOST_PLACES = 12
"""Digits before the point of a number, and after it, that a caller could follow."""
_NOON = 12
_NOT_SPOKEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff<>{}]")
"""Control characters, halves of characters and markup."""


class NotSpeakable(ValueError):
    """A value that has no words in the form asked for."""


Form = Callable[[Json, datetime], str]


def digits(value: Json, _now: datetime) -> str:
    """Digits and letters one by one in groups of three and two: 4512 is "four five, one two"."""
    characters = [c for c in _plain(value) if c.isalnum()]
    if not characters:
        raise NotSpeakable("no digits")
    words = [_character(c) for c in characters]
    groups = []
    while words:
        size = 2 if len(words) in (2, 4) else 3
        groups.append(" ".join(words[:size]))
        words = words[size:]
    return ", ".join(groups)


def phone(value: Json, now: datetime) -> str:
    """A telephone number; a North American one without its country code."""
    plain = "".join(c for c in _plain(value) if c.isdigit())
    if plain.startswith("1") and len(plain) == _DIGITS_OF_A_NORTH_AMERICAN_NUMBER:
        plain = plain[1:]
    return digits(plain, now)


def money(value: Json, _now: datetime) -> str:
    """An amount: "12.50" is "twelve dollars and fifty cents".

    A mapping with `amount` and `currency` (USD, GBP or EUR) names its currency.
    """
    code = _DEFAULT_CURRENCY
    if isinstance(value, dict):
        code, value = str(value.get("currency", code)).upper(), value.get("amount")
    if code not in _CURRENCIES:
        raise NotSpeakable("unknown currency")
    one, many, minor_one, minor_many = _CURRENCIES[code]
    amount = _decimal(value).quantize(Decimal("0.01"))
    whole, minor = divmod(int(abs(amount) * 100), 100)
    parts = []
    if whole or not minor:
        parts.append(f"{cardinal(whole)} {one if whole == 1 else many}")
    if minor:
        parts.append(f"{cardinal(minor)} {minor_one if minor == 1 else minor_many}")
    return ("minus " if amount < 0 else "") + " and ".join(parts)


def day(value: Json, now: datetime) -> str:
    """An ISO date: "Tuesday the third of March", with the year where it is not this one."""
    local = _local(value, now)
    try:
        when = local.date() if local else date.fromisoformat(_plain(value)[:10])
    except ValueError as error:
        raise NotSpeakable("not an ISO date") from error
    spoken = f"{when:%A} the {ordinal(when.day)} of {when:%B}"
    return spoken if when.year == now.year else f"{spoken} {_year(when.year)}"


def clock(value: Json, now: datetime) -> str:
    """An ISO time or date and time: "two thirty in the afternoon"."""
    local = _local(value, now)
    try:
        when = local.time() if local else time.fromisoformat(_plain(value))
    except ValueError as error:
        raise NotSpeakable("not an ISO time") from error
    if when.minute == 0 and when.hour in (0, _NOON):
        return "noon" if when.hour else "midnight"
    hour = cardinal(when.hour % _NOON or _NOON)
    minutes = "" if when.minute == 0 else " " + _minutes(when.minute)
    return f"{hour}{minutes} {_part_of_day(when.hour)}"


def moment(value: Json, now: datetime) -> str:
    """An ISO date and time, told from today: "tomorrow at nine in the morning"."""
    when = _local(value, now)
    if when is None:
        raise NotSpeakable("not an ISO date and time")
    spoken = clock(when.isoformat(), now)
    days = (when.date() - now.date()).days
    if days == 0:
        return spoken
    return f"tomorrow at {spoken}" if days == 1 else f"{day(value, now)} at {spoken}"


def number(value: Json, _now: datetime) -> str:
    """A count or a decimal number: 21 is "twenty-one"."""
    amount = _decimal(value)
    whole, _, places = f"{abs(amount):f}".partition(".")
    spoken = cardinal(int(whole))
    if places.strip("0"):
        spoken += " point " + " ".join(_character(place) for place in places.rstrip("0"))
    return f"minus {spoken}" if amount < 0 else spoken


def listed(value: Json, now: datetime) -> str:
    """A list of texts: "a book, a lamp and a chair"."""
    items = value if isinstance(value, list) else [value]
    spoken = [text(item, now) for item in items]
    if not spoken:
        raise NotSpeakable("an empty list")
    return " and ".join([", ".join(spoken[:-1]), spoken[-1]] if len(spoken) > 1 else spoken)


def name(value: Json, now: datetime) -> str:
    """A name with capitals, whatever case it came in."""
    return " ".join(word[:1].upper() + word[1:] for word in text(value, now).split())


def text(value: Json, _now: datetime) -> str:
    """Plain text, without control characters and markup."""
    return " ".join(_NOT_SPOKEN.sub(" ", _plain(value)).split())


FORMS: Mapping[str, Form] = {
    "digits": digits,
    "phone": phone,
    "money": money,
    "date": day,
    "time": clock,
    "when": moment,
    "number": number,
    "list": listed,
    "name": name,
    "text": text,
}


def _plain(value: Json) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise NotSpeakable("not a text or a number")
    return str(value)


def _local(value: Json, now: datetime) -> datetime | None:
    """A date and time as the caller's clock shows it; None where the value is none."""
    plain = _plain(value)
    if "T" not in plain:
        return None
    try:
        when = datetime.fromisoformat(plain)
        return when.astimezone(now.tzinfo) if when.tzinfo and now.tzinfo else when
    except (ValueError, OverflowError):
        return None


def _decimal(value: Json) -> Decimal:
    try:
        amount = Decimal(_plain(value))
    except InvalidOperation as error:
        raise NotSpeakable("not a number") from error
    exponent = amount.as_tuple().exponent
    short = isinstance(exponent, int) and exponent >= -_MOST_PLACES
    if not short or amount.adjusted() >= _MOST_PLACES:
        raise NotSpeakable("not a number a caller could follow")
    return amount


def _character(character: str) -> str:
    return DIGIT_WORDS[int(character)] if character in "0123456789" else character.upper()


def _minutes(minutes: int) -> str:
    return cardinal(minutes) if minutes >= len(DIGIT_WORDS) else f"oh {cardinal(minutes)}"


def _year(year: int) -> str:
    century, rest = divmod(year, 100)
    if rest == 0 or year // 10 % 100 == 0:
        return cardinal(year)
    return f"{cardinal(century)} {_minutes(rest)}"


def _part_of_day(hour: int) -> str:
    evening = 18
    if hour < _NOON:
        return "in the morning"
    return "in the afternoon" if hour < evening else "in the evening"
