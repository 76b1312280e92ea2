"""How the record pages put things into words."""

from datetime import datetime, timedelta

import phonenumbers

from flows.events import Outcome, Verdict
from ivr.calls.notes import in_words

_OUTCOMES: dict[Outcome, tuple[str, str]] = {
    "contained": ("Settled", "The line settled it by itself."),
    "transferred": ("Transferred", "A person took over."),
    "callback": ("Callback", "A person rings the caller back."),
    "voicemail": ("Voicemail", "The caller left a message."),
    "abandoned": ("Left early", "The caller hung up before it was settled."),
    "failed": ("Failed", "The line could not help."),
}
ON_THE_LINE = ("On the line", "The call is on.")
_UNKNOWN = ("Ended", "How the call ended is not known.")
_INTENTS = {
    "speak_to_human": "A person",
    "out_of_scope": "Something else",
    "affirm": "Yes",
    "deny": "No",
    "provide_number": "A number",
    "provide_date": "A date",
    "greet": "Greeting",
    "thank": "Thanks",
}
_VERDICTS: dict[Verdict, str] = {
    "automate": "The line serves this",
    "verify": "Identity first",
    "clarify": "Asks again",
    "transfer": "To a person",
    "talk": "Talk",
}
OUTCOME_LABELS: dict[str, str] = {name: label for name, (label, _) in _OUTCOMES.items()}


def outcome_words(outcome: str | None, *, is_over: bool) -> tuple[str, str]:
    """A label for an outcome, and a sentence that explains it."""
    if not is_over:
        return ON_THE_LINE
    return next((words for name, words in _OUTCOMES.items() if name == outcome), _UNKNOWN)


def intent_words(intent: str | None) -> str:
    """An intent as people say it."""
    if intent in _INTENTS:
        return _INTENTS[intent]
    words = in_words(intent) if intent else "not known"
    return words[0].upper() + words[1:]


def verdict_words(verdict: Verdict) -> str:
    """What the policy decided, as people say it."""
    return _VERDICTS.get(verdict, verdict)


def number_words(number: str) -> str:
    """A telephone number grouped as in its country; a plain word for a withheld one."""
    if not number.startswith("+"):
        return number if number.isdecimal() else "Number withheld"
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def clock(seconds: float) -> str:
    """Minutes and seconds: 0:07, 12:30, 1:02:03."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def moment(at: datetime, now: datetime) -> str:
    """A time as people tell it, in the machine's time zone."""
    local, today = at.astimezone(), now.astimezone().date()
    if local.date() == today:
        return f"Today, {local:%H:%M}"
    if local.date() == today - timedelta(days=1):
        return f"Yesterday, {local:%H:%M}"
    day = f"{local:%-d %b}" if local.year == today.year else f"{local:%-d %b %Y}"
    return f"{day}, {local:%H:%M}"
