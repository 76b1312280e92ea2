"""Sentences the line says on any step: for silence, noise, apologies, the offer of a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.prompts import Wordings, read_wordings
from flows.reading import Node

PHRASES = (
    "silence",
    "noise",
    "not_understood",
    "invalid",
    "denied",
    "offer_person",
    "apology",
    "line_restored",
    "deaf",
    "no_way_back",
    "again",
    "welcome",
    "hello",
    "back_again",
    "next_matter",
    "later",
    "heard_again",
    "still_silent",
    "cut_short",
    "slower",
    "hold",
    "still_there",
    "start_over",
    "main_menu",
    "corrected",
    "next_matter_named",
    "offer_item",
    "offer_more",
    "hold_next",
    "hold_place",
    "hold_wait",
    "hold_wait_short",
    "hold_way_out",
    "hold_calling",
    "hold_again",
    "hold_keys",
)
"""Names of the phrases."""
FIELDS: Mapping[str, frozenset[str]] = {
    "next_matter_named": frozenset({"matter"}),
    "offer_item": frozenset({"label", "key"}),
    "hold_place": frozenset({"place"}),
    "hold_wait": frozenset({"minutes"}),
}
"""Fields a phrase has; all others have none."""
LAST_WORDS = frozenset({"still_silent", "cut_short"})
"""Those after which the line hangs up: said to their end."""


@dataclass(frozen=True)
class Phrases:
    """Wordings by name."""

    wordings: Mapping[str, Wordings] = field(default_factory=dict)

    def of(self, name: str) -> Wordings:
        """The wordings of a phrase; none where the library has none."""
        return self.wordings.get(name, ())


def read_phrases(node: Node) -> Phrases:
    """The phrases in a document; faults are noted in the node's report."""
    fields = node.keys_of(("format", "phrases"), required=("phrases",))
    return Phrases(fields.read("phrases", _wordings, {}))


def _wordings(node: Node) -> Mapping[str, Wordings]:
    fields = node.keys_of(PHRASES, required=PHRASES)
    return {name: _phrase(name, each) for name, each in fields.entries.items()}


def _phrase(name: str, node: Node) -> Wordings:
    wordings, known = read_wordings(node), FIELDS.get(name, frozenset())
    for field_ in (each for prompt in wordings for each in prompt.text.fields):
        if ".".join(field_.path) not in known:
            what = f"phrase '{name}' has no field '{'.'.join(field_.path)}'"
            node.wrong(what, f"Write only: {', '.join(sorted(known))}" if known else "Remove it")
    return wordings
