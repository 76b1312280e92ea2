"""A document's YAML as a tree whose parts know where they stand in the text."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import isfinite
from typing import Any

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from flows.editing.lines import dash_after
from flows.events import Json
from flows.problems import Place, Problem
from flows.yaml_guard import guarded_yaml
from flows.yaml_text import YamlFault, compose

Path = tuple[str | int, ...]
"""Keys and positions from the top of a document to one of its values."""
TREES_KEPT = 32
"""Texts whose trees are kept, as one editor asks for the same one again and again."""
_TIMESTAMP = "tag:yaml.org,2002:timestamp"
_TEXT = "tag:yaml.org,2002:str"


@dataclass(frozen=True)
class Part:
    """A value in a document, with the key that names it where it stands in a mapping."""

    node: Node
    text: str
    """The whole document's text."""
    key: ScalarNode | None = None
    lead: int = 0
    """Index behind the colon or the dash that leads it."""

    @property
    def start(self) -> int:
        """Index of its first character; where nothing is written, of the place behind its lead."""
        return self.lead if self._is_empty else int(self.node.start_mark.index)

    @property
    def begin(self) -> int:
        """Index of its key or its dash; of an item in brackets, of the item itself."""
        return int(self.key.start_mark.index) if self.key else self.dash

    @property
    def dash(self) -> int:
        """Index of its dash in a list; of an item in brackets, of the item itself."""
        return self.lead - 1 if self.text[self.lead - 1] == "-" else self.start

    @property
    def _is_empty(self) -> bool:
        return bool(self.node.start_mark.index == self.node.end_mark.index)

    @cached_property
    def end(self) -> int:
        """Index behind its last character, without what only follows it: comments, blank lines."""
        if self._is_empty:
            return self.lead
        if isinstance(self.node, ScalarNode):
            return self._scalar_end(self.node)
        if self.in_braces:
            return int(self.node.end_mark.index)
        parts = self.parts
        return parts[-1].end if parts else int(self.node.end_mark.index)

    def _scalar_end(self, node: ScalarNode) -> int:
        end = int(node.end_mark.index)
        if node.style not in ("|", ">"):
            return end
        written = self.text[self.start : end]
        if "+" in written.partition("\n")[0].partition("#")[0]:
            return end - written.endswith("\n")
        return self.start + len(written.rstrip())

    @property
    def in_braces(self) -> bool:
        """Whether it is written as `{…}` or `[…]`."""
        return isinstance(self.node, CollectionNode) and bool(self.node.flow_style)

    @property
    def is_block(self) -> bool:
        """Whether it is a mapping or a list of one entry a line."""
        return isinstance(self.node, CollectionNode) and not self.node.flow_style

    @property
    def column(self) -> int:
        """Column of its first character, from 0."""
        return int(self.node.start_mark.column)

    @property
    def line(self) -> int:
        """1 for the first line of the document."""
        mark = self.key.start_mark if self.key else self.node.start_mark
        return int(mark.line) + 1

    @property
    def name(self) -> str:
        """The text of its key; empty in a list."""
        return str(self.key.value) if self.key else ""

    @cached_property
    def parts(self) -> tuple["Part", ...]:
        """The entries of a mapping or the items of a list, in their order; none of a scalar."""
        if isinstance(self.node, MappingNode):
            return tuple(
                Part(value, self.text, key, self.text.find(":", int(key.end_mark.index)) + 1)
                for key, value in self.node.value
            )
        return tuple(self._items()) if isinstance(self.node, SequenceNode) else ()

    def _items(self) -> Iterator["Part"]:
        dash = int(self.node.start_mark.index)
        for item in self.node.value:
            if self.in_braces:
                yield Part(item, self.text, lead=int(item.start_mark.index))
                continue
            part = Part(item, self.text, lead=dash + 1)
            yield part
            dash = dash_after(self.text, part.end, self.column)

    def child(self, step: str | int) -> "Part | None":
        """An entry by key, or an item by position; None where there is none."""
        if isinstance(step, str):
            return next((part for part in self.parts if part.key and part.name == step), None)
        if isinstance(self.node, SequenceNode) and 0 <= step < len(self.parts):
            return self.parts[step]
        return None

    def at(self, path: Path) -> "Part | None":
        """The value at a path; None where there is none."""
        part: Part | None = self
        for step in path:
            part = part.child(step) if part else None
        return part

    @cached_property
    def value(self) -> Json:
        """The value as plain JSON; dates as they are written."""
        if isinstance(self.node, MappingNode):
            return {part.name: part.value for part in self.parts}
        if isinstance(self.node, SequenceNode):
            return [part.value for part in self.parts]
        if str(self.node.tag) in (_TEXT, _TIMESTAMP):
            return str(self.node.value)
        return _plain(guarded_yaml().constructor.construct_object(self.node, deep=True))

    @property
    def entries(self) -> dict[str, Json]:
        """The value of a mapping; nothing of anything else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def is_date(self) -> bool:
        """Whether it is a date without quotes."""
        return str(self.node.tag) == _TIMESTAMP

    def all(self) -> Iterator["Part"]:
        """It and everything inside it."""
        yield self
        for part in self.parts:
            yield from part.all()


def _plain(value: Any) -> Json:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return int(value)
    return float(value) if isinstance(value, float) and isfinite(value) else str(value)


def read_tree(text: str, file: str = "") -> Part:
    """The top of a document; its values are shared, and not to be changed.

    Args:
        text: of the document.
        file: its name, for the place of a fault.

    Raises:
        YamlFault: it is no YAML, more than a document may be, or holds no mapping.
    """
    try:
        return _tree(text)
    except YamlFault as fault:
        raise fault.in_file(file) from None


@lru_cache(maxsize=TREES_KEPT)
def _tree(text: str) -> Part:
    node = compose(text)
    _look_at_keys(node)
    return Part(node, text)


def _look_at_keys(node: Node) -> None:
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, ScalarNode) or key.value in seen:
                raise _bad_key(key)
            seen.add(key.value)
            _look_at_keys(value)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            _look_at_keys(item)


def _bad_key(key: Node) -> YamlFault:
    place = Place("", int(key.start_mark.line) + 1, int(key.start_mark.column) + 1)
    if isinstance(key, ScalarNode):
        return YamlFault(
            Problem(place, f"found duplicate key '{key.value}'", "Keep one of the two")
        )
    return YamlFault(Problem(place, "a key is no text", "Write a text before the colon"))
