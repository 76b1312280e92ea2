"""Knowledge: spoken answers by entry, each with the words that pick it and the days it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from flows.problems import Place
from flows.prompts import Wordings, read_wordings
from flows.reading import Keyed as Fields
from flows.reading import Node


@dataclass(frozen=True)
class Entry:
    """One answer.

    ```yaml
    returns_general:
      intent: faq_returns
      title: "Returns"
      spoken: ["You can send anything back within thirty days."]
      synonyms: ["send back", "return policy"]
      valid_from: 2026-01-01
      valid_until: 2026-12-31
    ```
    """

    name: str
    intent: str
    title: str
    """For people."""
    spoken: Wordings
    place: Place
    synonyms: tuple[str, ...] = ()
    """Words of a caller that pick it, as a recogniser gives them."""
    valid_from: date | None = None
    valid_until: date | None = None
    """Last day on which it holds."""

    def holds_on(self, day: date) -> bool:
        """Whether it is valid on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class Knowledge:
    """All entries by name."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def valid(self, name: str, day: date) -> Entry | None:
        """An entry, where there is one of that name and it holds on the day."""
        entry = self.entries.get(name)
        return entry if entry and entry.holds_on(day) else None

    def of_intent(self, intent: str, day: date) -> tuple[Entry, ...]:
        """The entries of an intent that hold on a day, in the order of the file."""
        entries = self.entries.values()
        return tuple(each for each in entries if each.intent == intent and each.holds_on(day))

    def picked(self, intent: str, text: str, day: date) -> Entry | None:
        """The entry of an intent that an utterance picks by its longest synonym; else None."""
        spaced = f" {text} "
        found = [
            (len(words), entry)
            for entry in self.of_intent(intent, day)
            for words in entry.synonyms
            if f" {words} " in spaced
        ]
        return max(found, key=lambda each: each[0])[1] if found else None

    @classmethod
    def read(cls, node: Node) -> Self:
        """The entries in a document; faults are noted in the node's report."""
        fields = node.keys_of(("format", "entries"), required=("entries",))
        return cls(fields.read("entries", _entries, {}))


def _entries(node: Node) -> Mapping[str, Entry]:
    return {name: _entry(name, each) for name, each in node.entries().items()}


def _entry(name: str, node: Node) -> Entry:
    required = ("intent", "title", "spoken")
    known = (*required, "synonyms", "valid_from", "valid_until")
    fields = node.keys_of(known, required=required)
    begins, ends = (
        fields.read("valid_from", Node.day, None),
        fields.read("valid_until", Node.day, None),
    )
    if begins and ends and ends < begins:
        fields["valid_until"].wrong("it ends before it begins", "Write a day after 'valid_from'")
    return Entry(
        name,
        intent=fields.read("intent", Node.text, ""),
        title=fields.read("title", Node.text, ""),
        spoken=fields.read("spoken", read_wordings, ()),
        place=_place(fields, node),
        synonyms=fields.read("synonyms", _texts, ()),
        valid_from=begins,
        valid_until=ends,
    )


def _place(fields: Fields, node: Node) -> Place:
    return fields.read("intent", lambda each: each.place, node.place)


def _texts(node: Node) -> tuple[str, ...]:
    return tuple(item.text() for item in node.items())
