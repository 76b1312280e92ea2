"""A YAML parser that takes no more of YAML than documents of the line need.

Anchors, aliases, merge keys, tags and directives are refused, and so is what is deeper, longer or
more than any honest document; all before anything is built of it.
"""

import re
from datetime import date, datetime
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    NodeEvent,
    ScalarEvent,
)
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.parser import RoundTripParser

LARGEST_FILE_BYTES = 256 * 1024
DEEPEST = 12
"""Mappings and lists inside one another."""
LONGEST_TEXT = 4_000
"""Characters of one text: some four minutes of speech."""
MOST_VALUES = 10_000
"""Keys and values of one document."""
LONGEST_PLAIN_NUMBER = 40

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff0-\uffff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Characters that nobody sees or can say: controls, marks of direction, halves of characters."""
_NUMBER = re.compile(r"[-+.]?[0-9][0-9a-fA-FoOxX_.:+-]*")


class NotTaken(MarkedYAMLError):
    """Something of YAML that documents of the line have no use for."""

    def __init__(self, what: str, remedy: str, mark: Any) -> None:
        super().__init__(problem=what, problem_mark=mark)
        self.remedy = remedy


def guarded_yaml() -> YAML:
    """A loader for one document, under the bounds above."""
    yaml = YAML(typ="rt")
    yaml.Parser = _Parser
    yaml.Constructor = _Constructor
    return yaml


def unseen_in(text: str) -> tuple[int, str] | None:
    """Where a text has its first unseen character, and its name such as `U+202E`."""
    found = UNSEEN.search(text)
    return (found.start(), f"U+{ord(found.group()):04X}") if found else None


class _Parser(RoundTripParser):
    """Looks at each event before a document is composed of it."""

    _depth = 0
    _values = 0

    def get_event(self) -> Any:
        event = super().get_event()
        if isinstance(event, NodeEvent):
            self._node(event)
        elif isinstance(event, CollectionEndEvent):
            self._depth -= 1
        elif isinstance(event, DocumentStartEvent) and (event.version or event.tags):
            raise NotTaken("a line that begins with '%'", "Remove it", event.start_mark)
        return event

    def _node(self, event: NodeEvent) -> None:
        mark = event.start_mark
        if isinstance(event, AliasEvent) or event.anchor is not None:
            what = f"'&{event.anchor}' or '*{event.anchor}': names for values"
            raise NotTaken(what, "Write the value out where it is needed", mark)
        tag = getattr(event, "ctag", None)
        if tag is not None:
            raise NotTaken(f"the tag '{tag}'", "Remove it: values have no tags here", mark)
        self._values += 1
        if self._values > MOST_VALUES:
            what = f"more than {MOST_VALUES:,} keys and values in one file"
            raise NotTaken(what, "Split it into several files", mark)
        if isinstance(event, CollectionStartEvent):
            self._depth += 1
            if self._depth > DEEPEST:
                what = f"more than {DEEPEST} lists and mappings inside one another"
                raise NotTaken(what, "Write it flatter", mark)
        elif isinstance(event, ScalarEvent):
            _look_at_text(event.value, event.style, mark)


def _look_at_text(text: str, style: str | None, mark: Any) -> None:
    if len(text) > LONGEST_TEXT:
        what = f"a text of {len(text):,} characters"
        raise NotTaken(what, f"Keep it under {LONGEST_TEXT:,} characters", mark)
    unseen = unseen_in(text)
    if unseen:
        what = f"a character that nobody can see ({unseen[1]}) in a text"
        raise NotTaken(what, "Remove it, or type the text anew", mark)
    if style is None and text == "<<":
        raise NotTaken("a merge key '<<'", "Write the keys out where they are needed", mark)
    if style is None and len(text) > LONGEST_PLAIN_NUMBER and _NUMBER.fullmatch(text):
        raise NotTaken("a number that is too long", "Shorten it, or put it in quotes", mark)


class _Constructor(RoundTripConstructor):
    """Tells the place of a day or time that there is none of."""

    def construct_dated(self, node: ScalarNode) -> date | datetime:
        """A date, or a date and time."""
        try:
            return self.construct_yaml_timestamp(node)
        except (ValueError, OverflowError):
            what, remedy = f"there is no day '{node.value}'", "Write a day like 2026-12-24"
            raise NotTaken(what, remedy, node.start_mark) from None


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_dated)
