"""Edits of a document: each changes what it names and leaves the rest of the text as it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from flows.editing.content import NoSuchPlace, with_value, without
from flows.editing.converging import NotReached, changes, with_content
from flows.editing.splices import Splice, removed
from flows.editing.steps import StepRefused, added, duplicated, moved, renamed
from flows.editing.tree import Part, Path, read_tree
from flows.editing.writing import NotWritable
from flows.events import Json
from flows.yaml_text import YamlFault


class EditRefused(ValueError):
    """An edit that can't be made; the message is a sentence for whoever made it."""


@dataclass(frozen=True)
class SetValue:
    """Give the value at a path another content; what is missing on the way is made."""

    path: Path
    """A position one past the end of a list appends."""
    value: Json


@dataclass(frozen=True)
class RemoveValue:
    """Take out an entry of a mapping or an item of a list."""

    path: Path


@dataclass(frozen=True)
class AddStep:
    """A new step."""

    name: str
    kind: str
    """Its type."""
    after: str = ""
    """The step it comes after; empty: at the end."""
    fields: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class RemoveStep:
    """Take out a step. Ways that lead to it stay, and the checks tell them."""

    name: str


@dataclass(frozen=True)
class RenameStep:
    """Another name for a step, wherever the flow names it."""

    old: str
    new: str


@dataclass(frozen=True)
class MoveStep:
    """Another place for a step in the file; its comments go with it."""

    name: str
    after: str = ""
    """The step it comes after; empty: to the beginning."""


@dataclass(frozen=True)
class DuplicateStep:
    """A copy of a step, right behind it."""

    name: str
    new: str


Edit = SetValue | RemoveValue | AddStep | RemoveStep | RenameStep | MoveStep | DuplicateStep

KINDS: Mapping[str, type[Any]] = {
    "set_value": SetValue,
    "remove_value": RemoveValue,
    "add_step": AddStep,
    "remove_step": RemoveStep,
    "rename_step": RenameStep,
    "move_step": MoveStep,
    "duplicate_step": DuplicateStep,
}
"""Edits by the name that stands as `edit` in their JSON."""


def edit_from_json(document: Json) -> Edit:
    """An edit such as `{"edit": "set_value", "path": ["steps", "ask", "silence"], "value": 8}`.

    Raises:
        EditRefused: it is none.
    """
    given = dict(document) if isinstance(document, dict) else {}
    name = given.pop("edit", None)
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise EditRefused(f"An edit is one of: {', '.join(KINDS)}.")
    known = {each.name: _READERS.get(each.name, _text) for each in fields(kind)}
    unknown = sorted(given.keys() - known.keys())
    if unknown:
        raise EditRefused(f"The edit '{name}' takes no '{unknown[0]}'.")
    try:
        edit: Edit = kind(**{key: known[key](value) for key, value in given.items()})
        return edit
    except (TypeError, ValueError):
        raise EditRefused(f"The edit '{name}' takes: {', '.join(known)}.") from None


def apply(text: str, edit: Edit) -> str:
    """The document after an edit.

    Raises:
        EditRefused: the document can't be read, there is no such place or step, or a name is
            taken. The text is as it was.
    """
    windows = "\r\n" in text
    plain = text.replace("\r\n", "\n").removeprefix("\ufeff")
    plain = plain if plain.endswith("\n") else plain + "\n"
    try:
        edited = _apply(plain, edit)
        read_tree(edited)
    except YamlFault as error:
        raise EditRefused(f"The document can't be read: {error}.") from None
    except (NoSuchPlace, NotReached, NotWritable, StepRefused) as error:
        sentence = str(error)
        stop = "" if sentence.endswith("?") else "."
        raise EditRefused(f"{sentence[:1].upper()}{sentence[1:]}{stop}") from None
    return edited.replace("\n", "\r\n") if windows else edited


def _apply(text: str, edit: Edit) -> str:
    tree = read_tree(text)
    match edit:
        case SetValue(path, value):
            content = with_value(tree.entries, path, value)
            return with_content(text, content, _set(tree, path, value))
        case RemoveValue(path):
            content = without(tree.entries, path)
            return with_content(text, content, _removed(tree, path))
        case AddStep(name, kind, after, values):
            return added(tree, name, {"type": kind, **values}, after)
        case RemoveStep(name):
            return _apply(text, RemoveValue(("steps", name)))
        case RenameStep(old, new):
            return renamed(tree, old, new)
        case MoveStep(name, after):
            return moved(tree, name, after)
        case DuplicateStep(name, new):
            return duplicated(tree, name, new)


def _set(tree: Part, path: Path, value: Json) -> Iterator[Splice]:
    parent, part = tree.at(path[:-1]), tree.at(path)
    return changes(parent, part, value) if part else iter(())


def _removed(tree: Part, path: Path) -> Iterator[Splice]:
    parent, part = tree.at(path[:-1]), tree.at(path)
    if parent and part and len(parent.parts) > 1:
        yield removed(parent, part)


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    raise TypeError("a text is expected")


def _path(value: Json) -> Path:
    if not isinstance(value, list):
        raise TypeError("a list is expected")
    if not all(isinstance(each, str | int) and not isinstance(each, bool) for each in value):
        raise TypeError("keys and positions are expected")
    return tuple(each for each in value if isinstance(each, str | int))


def _mapping(value: Json) -> Mapping[str, Json]:
    if isinstance(value, dict):
        return value
    raise TypeError("a mapping is expected")


_READERS: Mapping[str, Callable[[Json], object]] = {
    "path": _path,
    "value": lambda value: value,
    "fields": _mapping,
}
