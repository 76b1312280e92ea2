"""Taking secrets out of what a caller said or keyed, before it is stored or logged.

Card numbers are found by their length (13 to 19 digits) and check digit (Luhn, ISO/IEC 7812-1),
whether written or spoken ("four one one one …", "double four"). Social security numbers are found
by their form (three, two and four digits apart), or where the text names one. What belongs to a
secret slot is taken out whole.
"""

import re
from dataclasses import dataclass

from flows.events import Json
from ivr.store.number_runs import number_runs

SECRET = "[secret]"  # noqa: S105 - what stands in place of one
CARD = "[card number]"

_EMAIL = re.compile(r"\b([\w%+-])[\w.%+-]*@([\w-]+(?:\.[\w-]+)+)")
_SPOKEN_EMAIL = re.compile(
    r"\b(\w)\w*(?: (?:dot|underscore|dash|hyphen) \w+)* at (\w+(?: dot \w+)+)\b", re.IGNORECASE
)
_NAMED_SECRET = re.compile(
    r"\b(pin|passcode|password|cvv|security code|social(?: security)?|ssn)"
    r"((?: number| code)?(?:'s| is)?:? )(?=\S)",
    re.IGNORECASE,
)
_PASSWORD = re.compile(
    r"\b((?:password|passphrase|passcode)(?: is|'s|:| is:) )(?!\[)([^\s,.;!?]+)", re.IGNORECASE
)
_NO_PASSWORD = re.compile(
    "a|all|already|always|an|being|blocked|broken|case|correct|expired|forgotten|gone|incorrect|"
    "invalid|it|locked|lost|missing|never|no|not|okay|old|on|out|right|still|that|the|to|too|what|"
    "working|wrong",
    re.IGNORECASE,
)
"""Words after "my password is" that tell of the password and are none."""
_RESET_LINK = re.compile(r"(/reset/)[\w-]+")
"""The link to a new password; its token opens an account."""
_SSN = re.compile(r"(?<![\w-])\d{3}([ -])\d{2}\1\d{4}(?![\w-])")
_NAMES_SSN = re.compile(r"\bsocial security\b|\bssn\b", re.IGNORECASE)
_SSN_DIGITS = 9


def redact_text(text: str) -> str:
    """The text without card and social security numbers, PINs, passwords and full email addresses.

    Links to a new password lose their tokens.

    A password is looked for after "password is" and the like, and taken for one word.
    """
    text = _EMAIL.sub(r"\1…@\2", text)
    text = _RESET_LINK.sub(rf"\1{SECRET}", text)
    text = _SPOKEN_EMAIL.sub(r"\1… at \2", text)
    text = _without_named_secrets(text)
    text = _PASSWORD.sub(_without_password, text)
    text = _SSN.sub(SECRET, text)
    names_ssn = _NAMES_SSN.search(text) is not None
    for run in reversed(list(number_runs(text))):
        if _holds_card(run.digits):
            text = text[: run.start] + CARD + text[run.end :]
        elif names_ssn and len(run.digits) == _SSN_DIGITS:
            text = text[: run.start] + SECRET + text[run.end :]
    return text


def mask_number(number: str) -> str:
    """A telephone number with only its last four digits left."""
    digits = [c for c in number if c.isdigit()]
    return f"…{''.join(digits[-4:])}" if len(digits) > 4 else "…"


def slot_name(slot: str) -> str:
    """A slot's name without its flow: `verify.pin` is `pin`."""
    return slot.rpartition(".")[2]


def is_luhn(digits: str) -> bool:
    """True where the last digit is the check digit of the others."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


@dataclass(frozen=True)
class Redactor:
    """Takes secrets out of the bodies of call events."""

    secret_slots: frozenset[str] = frozenset({"pin", "one_time_code", "password"})
    """Slots by name, in whichever flow."""

    def event_body(self, body: dict[str, Json]) -> dict[str, Json]:
        """The body as it may be stored."""
        if slot_name(str(body.get("slot"))) in self.secret_slots:
            body = {name: _hidden(name, value) for name, value in body.items()}
        return {name: _redacted(name, value) for name, value in body.items()}


_NAMES = frozenset(
    {"stream_sid", "prompt_id", "interrupted_prompt", "key", "step", "flow_version", "at"}
)
"""Fields that hold names we gave, never a caller's words."""


def _hidden(name: str, value: Json) -> Json:
    match name, value:
        case "text" | "digits" | "value", _:
            return SECRET
        case "understanding", dict():
            return {**value, "text": SECRET, "entities": []}
        case _:
            return value


def _redacted(name: str, value: Json) -> Json:
    match value:
        case str() if name not in _NAMES:
            return redact_text(value)
        case int() if not isinstance(value, bool) and abs(value) >= 10**12:
            text = redact_text(str(value))
            return value if text == str(value) else text
        case list():
            return [_redacted(name, item) for item in value]
        case dict():
            return {key: _redacted(key, item) for key, item in value.items()}
        case _:
            return value


def _without_named_secrets(text: str) -> str:
    for match in reversed(list(_NAMED_SECRET.finditer(text))):
        run = next(number_runs(text[match.end() :]), None)
        if run is not None and run.start == 0 and run.is_certain:
            text = text[: match.end()] + SECRET + text[match.end() + run.end :]
    return text


def _without_password(match: re.Match[str]) -> str:
    named, word = match.groups()
    return match.group() if _NO_PASSWORD.fullmatch(word) else named + SECRET


def _holds_card(digits: str) -> bool:
    return any(
        is_luhn(digits[start : start + length])
        for length in range(13, 20)
        for start in range(len(digits) - length + 1)
    )
