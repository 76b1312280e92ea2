"""What value an utterance or a key entry gives a slot."""

import re
from dataclasses import dataclass

from flows.events import Heard, Json, Keyed
from flows.slots import DIGIT_TYPES, Slot

STEERING = frozenset({"repeat", "go_back", "goodbye", "slower", "wait", "start_over", "main_menu"})
"""Intents that steer the talk: whatever words come with them, they choose nothing."""
TALK = STEERING | {"greet", "thank", "affirm", "deny"}
"""Intents about the talk itself, which the engine answers: never an answer in free words."""
LONGEST_TEXT = 500
"""Characters of free words that are kept."""
LONGEST_NAME = 5
"""Words of a name."""
_LEADS = re.compile(r"^(?:(?:my|the) name is|my name's|name is|it's|it is|this is|i'm|i am) ")


@dataclass(frozen=True)
class Given:
    """A value for a slot."""

    value: Json
    fits: bool = True
    """False where it has the wrong shape."""
    sure: bool = True


def meant(heard: Heard) -> str:
    """The intent of an utterance; empty where it was not clear."""
    return "" if heard.decision.action == "clarify" else heard.understanding.intent


def yes_or_no(happened: Heard | Keyed) -> bool | None:
    """Yes by word or key 1, no by word or key 2, else None."""
    if isinstance(happened, Keyed):
        return {"1": True, "2": False}.get(happened.digits)
    return {"affirm": True, "deny": False}.get(meant(happened))


def value_given(slot: Slot, happened: Heard | Keyed, floor: float) -> Given | None:
    """The value for a slot, or None where there is none.

    Args:
        slot: what is wanted.
        happened: what the caller said or keyed.
        floor: confidence below which free words are not sure.
    """
    if isinstance(happened, Keyed):
        return _keyed(slot, happened.digits)
    if slot.type == "yes_no":
        answer = yes_or_no(happened)
        return None if answer is None else Given(answer)
    if slot.type == "text":
        return _words(happened, floor)
    if slot.type == "name":
        return _name(happened, floor)
    return _entity(slot, happened, floor)


def named_value(slot: Slot, heard: Heard, floor: float) -> Given | None:
    """The value an utterance names for a slot by the very name of its type."""
    value = heard.understanding.entity(slot.entity)
    return None if value is None else judged(slot, value, heard, floor)


def judged(slot: Slot, value: str, heard: Heard, floor: float) -> Given:
    """A value that an utterance names, with whether it fits the slot and is sure."""
    understanding = heard.understanding
    read_surely = all(each.sure for each in understanding.entities if each.value == value)
    sure = heard.sure and not heard.early and read_surely and understanding.confidence >= floor
    return Given(value, fits=slot.accepts(value), sure=sure)


def _keyed(slot: Slot, digits: str) -> Given | None:
    if slot.type == "yes_no":
        answer = yes_or_no(Keyed(digits))
        return None if answer is None else Given(answer)
    if not slot.of_digits:
        return None
    return Given(digits, fits=slot.accepts(digits))


def _words(heard: Heard, floor: float) -> Given | None:
    understanding = heard.understanding
    if understanding.intent in TALK or not understanding.text:
        return None
    text = understanding.text[:LONGEST_TEXT]
    return Given(text, sure=heard.sure and understanding.confidence >= floor)


def _name(heard: Heard, floor: float) -> Given | None:
    """A name: as it is spelled, else the words without what leads up to them."""
    spelled = heard.understanding.entity("spelled")
    if spelled:
        return Given(spelled, sure=heard.sure)
    given = _words(heard, floor)
    if given is None:
        return None
    words = _LEADS.sub("", str(given.value))
    return Given(words, fits=len(words.split()) <= LONGEST_NAME, sure=given.sure) if words else None


def _entity(slot: Slot, heard: Heard, floor: float) -> Given | None:
    understanding = heard.understanding
    names = [slot.entity, *sorted(DIGIT_TYPES - {slot.type})] if slot.of_digits else [slot.entity]
    values = [v for name in names if (v := understanding.entity(name)) is not None]
    if not values:
        return None
    fitting = next((value for value in values if slot.accepts(value)), values[0])
    return judged(slot, fitting, heard, floor)
