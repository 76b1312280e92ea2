"""What may be recorded of a caller's words and keys around a secret.

At a wait for a secret that is: that there were some. Near one, numbers are left out that the wait
does not ask for, as a caller gives a PIN too early, too late or twice. Where the words name the
secret themselves ("my pin is …"), the number is left out anywhere.
"""

from collections.abc import Collection
from dataclasses import replace

from flows.events import Keys
from ivr.calls.events import CallerKeyed, CallerSpoke, CallEvent, Understood
from ivr.store.number_runs import number_runs
from ivr.store.redaction import SECRET, redact_text
from nlu.understanding import Understanding

LONGEST_HARMLESS = 2
"""Digits in a row that are no part of a secret: "the second one", "in ten days"."""
_STEERING = frozenset({"", "0", "*"})
"""Key entries that steer the call, whatever is asked."""


def without_words(event: CallEvent) -> CallEvent:
    """An event as it may be recorded where a secret is asked for, whatever the slot is called."""
    match event:
        case CallerSpoke():
            return replace(event, text=SECRET)
        case CallerKeyed():
            return replace(event, digits=SECRET)
        case Understood(understanding):
            return replace(event, understanding=replace(understanding, text=SECRET, entities=()))
        case _:
            return event


def without_numbers(event: CallEvent, keys: Keys) -> CallEvent:
    """An event as it may be recorded where no number is asked for, but a secret is nearby.

    Args:
        event: of the caller's words or keys.
        keys: what the keypad may give at the wait; a key of the menu is no secret.
    """
    match event:
        case CallerSpoke():
            return replace(event, text=_unnumbered(event.text))
        case CallerKeyed(digits):
            known = {key for key, _ in keys.menu} | _STEERING
            return event if digits in known else replace(event, digits=SECRET)
        case Understood(understanding):
            numbers = [run.digits for run in number_runs(understanding.text)]
            hidden = [digits for digits in numbers if len(digits) > LONGEST_HARMLESS]
            return replace(event, understanding=_without(understanding, hidden))
        case _:
            return event


def without_named_secrets(understanding: Understanding) -> Understanding:
    """What was understood, without numbers that the words themselves call a secret."""
    left = {run.digits for run in number_runs(redact_text(understanding.text))}
    hidden = {run.digits for run in number_runs(understanding.text)} - left
    return _without(understanding, hidden) if hidden else understanding


def _without(understanding: Understanding, hidden: Collection[str]) -> Understanding:
    entities = tuple(
        entity
        for entity in understanding.entities
        if not any(_shares(entity.value, digits) for digits in hidden)
    )
    text = redact_text(understanding.text)
    for run in reversed(list(number_runs(text))):
        if run.digits in hidden:
            text = text[: run.start] + SECRET + text[run.end :]
    return replace(understanding, text=text, entities=entities)


def _shares(value: str, digits: str) -> bool:
    """Whether an entity's value is that number, or a part of it, or holds it."""
    number = "".join(each for each in value if each.isdigit())
    return len(number) > LONGEST_HARMLESS and (number in digits or digits in number)


def _unnumbered(text: str) -> str:
    for run in reversed(list(number_runs(text))):
        if len(run.digits) > LONGEST_HARMLESS:
            text = text[: run.start] + SECRET + text[run.end :]
    return text
