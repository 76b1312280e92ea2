"""What differs between two versions of a document, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from flows.editing.converging import same
from flows.editing.tree import Path, read_tree
from flows.editing.writing import inline
from flows.events import Json
from flows.yaml_text import YamlFault

Kind = Literal["added", "removed", "changed"]
LONGEST_SHOWN = 120
"""Characters of a value in a sentence."""


@dataclass(frozen=True)
class Change:
    """One difference."""

    kind: Kind
    what: str
    """A sentence."""
    step: str = ""
    """The step it is about; empty outside of steps."""
    old: str = ""
    """The value before, as YAML; empty where there was none."""
    new: str = ""


def difference(old: str | None, new: str | None) -> tuple[Change, ...]:
    """Every difference of two texts of a document, in the order of the newer one.

    Args:
        old: None where there was no such document.
        new: None where there is none any more.
    """
    if old is None or new is None:
        kind: Kind = "added" if old is None else "removed"
        what = "The document is new." if old is None else "The document is gone."
        return () if old == new else (Change(kind, what),)
    try:
        before, after = read_tree(old).value, read_tree(new).value
    except YamlFault:
        what = "One of the two texts can't be read, so only their lines can be compared."
        return () if old == new else (Change("changed", what),)
    found = tuple(_changes((), before, after))
    if not found and old != new:
        return (Change("changed", "Comments, order or layout alone differ."),)
    return found


def _changes(path: Path, old: Json, new: Json) -> Iterator[Change]:
    if same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _of_mappings(path, old, new)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _of_lists(path, old, new)
    else:
        where = _where(path)
        what = f"{where} is {_shown(new)} now; it was {_shown(old)}."
        yield _change("changed", path, what, old, new)


def _of_mappings(path: Path, old: dict[str, Json], new: dict[str, Json]) -> Iterator[Change]:
    renamed = dict(_renamed(old, new)) if path == ("steps",) else {}
    for key, value in new.items():
        place = (*path, key)
        if key in old:
            yield from _changes(place, old[key], value)
        elif key in renamed:
            what = f"Step '{renamed[key]}' is called '{key}' now."
            yield Change("changed", what, key, renamed[key], key)
        else:
            yield _change("added", place, f"{_where(place)} is new: {_shown(value)}.", None, value)
    for key, value in old.items():
        if key not in new and key not in renamed.values():
            place = (*path, key)
            what = f"{_where(place)} is gone; it was {_shown(value)}."
            yield _change("removed", place, what, value, None)


def _renamed(old: dict[str, Json], new: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """New names of steps with their old ones: the same step under a name there was none of."""
    gone = [key for key in old if key not in new]
    for key in new:
        alike = [each for each in gone if key not in old and same(old[each], new[key])]
        if alike:
            gone.remove(alike[0])
            yield key, alike[0]


def _of_lists(path: Path, old: list[Json], new: list[Json]) -> Iterator[Change]:
    was, will = [[inline(each) for each in items] for items in (old, new)]
    for what, start, end, first, last in SequenceMatcher(None, was, will, False).get_opcodes():
        if what == "equal":
            continue
        both = min(end - start, last - first)
        for place in range(both):
            yield from _changes((*path, first + place), old[start + place], new[first + place])
        for place in range(first + both, last):
            at: Path = (*path, place)
            words = f"{_where(at)} is new: {_shown(new[place])}."
            yield _change("added", at, words, None, new[place])
        for place in range(start + both, end):
            at = (*path, place)
            words = f"{_where(at)} is gone; it was {_shown(old[place])}."
            yield _change("removed", at, words, old[place], None)


def _change(kind: Kind, path: Path, what: str, old: Json, new: Json) -> Change:
    step = str(path[1]) if len(path) > 1 and path[0] == "steps" else ""
    written = [
        "" if there == kind else inline(value)
        for there, value in (("added", old), ("removed", new))
    ]
    return Change(kind, what[:1].upper() + what[1:], step, *written)


def _where(path: Path) -> str:
    """A place in words, such as "the 2nd of 'prompt' of step 'ask'"."""
    match path:
        case ("steps", str(name)):
            return f"step '{name}'"
        case ("slots", str(name)):
            return f"slot '{name}'"
        case (*before, int(place)):
            return f"number {place + 1} of {_where(tuple(before))}"
        case (*before, str(key)) if before:
            return f"'{key}' of {_where(tuple(before))}"
    return f"'{path[0]}'" if path else "the document"


def _shown(value: Json) -> str:
    written = inline(value)
    return written if len(written) <= LONGEST_SHOWN else f"{written[:LONGEST_SHOWN]}…"
