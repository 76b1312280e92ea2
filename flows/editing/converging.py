"""Bringing a document to other content by the smallest changes of its text."""

import json
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from flows.editing.splices import Splice, inserted, removed, replaced, spliced
from flows.editing.tree import Part, read_tree
from flows.events import Json

MOST_PASSES = 60
"""Rounds of changes; those of one round don't touch each other."""


class NotReached(ValueError):
    """A document in which a change has no place, such as one written in an unusual way."""


def with_content(text: str, content: dict[str, Json], first: Iterable[Splice] = ()) -> str:
    """The document with other content, whatever is not touched as it was to the letter.

    Args:
        text: of the document.
        content: what it is to hold.
        first: changes known to lead there.

    Raises:
        NotReached: that can't be done.
        NotWritable: the content has something that no document can hold.
        YamlFault: the document can't be read.
    """
    text = spliced(text, first)
    for _ in range(MOST_PASSES):
        tree = read_tree(text)
        if same(tree.value, content):
            return text
        text = spliced(text, changes(None, tree, content))
    raise NotReached("the document is written in a way that this change has no place in")


def same(one: Json, other: Json) -> bool:
    """Whether two values are alike, in type as well."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def changes(parent: Part | None, part: Part, value: Json) -> Iterator[Splice]:
    """What has to change for a part of a document to have a value."""
    own = part.value
    if same(own, value):
        return
    if isinstance(own, dict) and isinstance(value, dict) and (own.keys() & value.keys()):
        yield from _entries(part, value)
    elif isinstance(own, list) and isinstance(value, list) and own and value:
        yield from _items(part, own, value)
    elif parent is not None:
        yield from replaced(parent, part, value)


def _entries(part: Part, value: dict[str, Json]) -> Iterator[Splice]:
    for each in part.parts:
        if each.name in value:
            yield from changes(part, each, value[each.name])
        else:
            yield removed(part, each)
    there = {each.name: each for each in part.parts}
    before: Part | None = None
    new: list[tuple[str, Json]] = []
    for key, wanted in value.items():
        if key not in there:
            new.append((key, wanted))
            continue
        if new:
            yield inserted(part, before, new)
        before, new = there[key], []
    if new:
        yield inserted(part, before, new)


def _items(part: Part, own: list[Json], value: list[Json]) -> Iterator[Splice]:
    was, will = ([json.dumps(each, sort_keys=True) for each in items] for items in (own, value))
    steps = SequenceMatcher(None, was, will, autojunk=False).get_opcodes()
    for what, start, end, first, last in steps:
        if what == "equal":
            continue
        for place in range(min(end - start, last - first)):
            yield from changes(part, part.parts[start + place], value[first + place])
        for place in range(start + last - first, end):
            yield removed(part, part.parts[place])
        if last - first > end - start:
            before = part.parts[end - 1] if end else None
            yield inserted(part, before, [("", each) for each in value[first + end - start : last]])
