"""Items of a list that a caller can choose from, by word or key."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.answers import STEERING
from flows.choices import key_named
from flows.events import Heard, Json, Keyed
from flows.moves import FlowFault
from flows.templates import Template
from nlu.understanding import Understanding

if TYPE_CHECKING:
    from flows.turn import By, Turn

MOST_ITEMS = 40
"""Items of a list that are offered; more would never be heard."""
ORDINALS: Mapping[str, int] = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_NO_PLACE = r"(?! (?:time|day|week|month|of (?!them|those|these)))"
_ORDINAL = re.compile(
    rf"(?<!not )\bthe ({'|'.join(ORDINALS)})\b{_NO_PLACE}|^({'|'.join(ORDINALS)})( one)?$"
)
_PLACE_ALONE = re.compile(rf"(?:the )?(?:{'|'.join(ORDINALS)})(?: one| order)?(?: please)?")
"""Words that name a place and nothing else: they choose, whatever they are taken to mean."""
_COMMON = frozenset(
    (
        *("a", "an", "and", "for", "from", "in", "it", "my", "of", "on", "one"),
        *("order", "ordered", "please", "that", "the", "to"),
    )
)
"""Words that tell no item from another."""


@dataclass(frozen=True)
class Item:
    """One item."""

    value: Json
    label: str
    """Its words as the caller hears them."""

    @property
    def phrase(self) -> str:
        """Its words as a recogniser gives them."""
        return " ".join(re.findall(r"[a-z0-9']+", self.label.lower()))


@dataclass(frozen=True)
class Picked:
    """The item a caller chose, and how."""

    value: Json
    by: "By"


def items_of(turn: "Turn", path: tuple[str, ...], label: Template) -> tuple[Item, ...]:
    """The items of a list slot; none where it has no value.

    Raises:
        FlowFault: the slot holds no list, or an item lacks what its label names.
        NotSpeakable: an item has no words.
    """
    values = turn.look_up(path)
    if values is None:
        return ()
    if not isinstance(values, list):
        raise FlowFault(f"{turn.where}: '{'.'.join(path)}' is no list")
    return tuple(Item(v, turn.rendered(label, {"item": v})) for v in values[:MOST_ITEMS])


def picked(items: Sequence[Item], page: slice, happened: Heard | Keyed) -> Picked | None:
    """The item that a caller means; None where that is none, or more than one.

    Args:
        items: all of them.
        page: those that were named last; keys and "the second one" count from its start.
        happened: what the caller said or keyed.
    """
    if isinstance(happened, Keyed):
        place = int(happened.digits) - 1 if re.fullmatch("[1-9]", happened.digits) else -1
        keyed = _at(items[page], place) or _only(_holding(items, happened.digits))
        return Picked(keyed.value, "keys") if keyed else None
    item = _said(items, items[page], happened.understanding)
    return Picked(item.value, "voice") if item else None


def _said(items: Sequence[Item], here: Sequence[Item], said: Understanding) -> Item | None:
    if said.intent in STEERING and not _PLACE_ALONE.fullmatch(said.text):
        return None
    named = [item for entity in said.entities for item in _holding(items, entity.value)]
    key = key_named(said.text)
    return (
        _only(named)
        or _by_phrase(items, said.text)
        or _ordinal(here, said.text)
        or (_at(here, int(key) - 1) if key else None)
        or _by_words(items, said.text)
    )


def _at(items: Sequence[Item], place: int) -> Item | None:
    return items[place] if 0 <= place < len(items) else None


def _by_phrase(items: Sequence[Item], text: str) -> Item | None:
    """The one item all of whose words were said together; of several the one with most."""
    said = [item for item in items if item.phrase and f" {item.phrase} " in f" {text} "]
    longest = max((len(item.phrase) for item in said), default=0)
    return _only([item for item in said if len(item.phrase) == longest])


def _holding(items: Sequence[Item], value: str) -> list[Item]:
    """Items that are a value, or have it in one of their keys."""
    return [
        item
        for item in items
        if value == item.value or (isinstance(item.value, dict) and value in item.value.values())
    ]


def _ordinal(items: Sequence[Item], text: str) -> Item | None:
    found = _ORDINAL.search(text)
    place = ORDINALS[found.group(1) or found.group(2)] if found else len(items)
    return items[place] if place < len(items) and items else None


def _by_words(items: Sequence[Item], text: str) -> Item | None:
    """The one item with the most words of the utterance that not every item has."""
    words = [frozenset(item.phrase.split()) - _COMMON for item in items]
    shared = frozenset.intersection(*words) if len(words) > 1 else frozenset()
    said = frozenset(text.split()) - shared
    counts = [len(said & each) for each in words]
    best = max(counts, default=0)
    return items[counts.index(best)] if best and counts.count(best) == 1 else None


def _only(items: Sequence[Item]) -> Item | None:
    return items[0] if len(items) == 1 else None
