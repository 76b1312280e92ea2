"""Adding, renaming, moving and copying steps in a flow's text."""

import re

from flows.definition import Flow, read_flow
from flows.editing import writing
from flows.editing.converging import with_content
from flows.editing.gaps import entry_end, entry_start
from flows.editing.splices import Splice, inserted, inserted_lines, removed, spliced
from flows.editing.tree import Part, read_tree
from flows.events import Json
from flows.moves import TARGETS
from flows.problems import Place, did_you_mean
from flows.reading import Node, Report, TooManyFaults
from flows.steps.step import Way
from flows.steps.table import STEP_TYPES
from flows.yaml_text import load

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


class StepRefused(ValueError):
    """A step that can't be changed so."""


def added(tree: Part, name: str, step: dict[str, Json], after: str) -> str:
    """The text with a new step; `after` is the step it follows, empty for the end.

    Raises:
        StepRefused: the name is taken or none, the type is unknown, or there is no step `after`.
    """
    _look_at_name(tree, name)
    kind = str(step.get("type"))
    if kind not in STEP_TYPES:
        raise StepRefused(f"there is no step type '{kind}': {did_you_mean(kind, STEP_TYPES)}")
    steps = tree.at(("steps",))
    before = _step(tree, after) if after else None
    if steps is None or not steps.parts:
        return with_content(tree.text, {**tree.entries, "steps": {name: step}})
    before = before or steps.parts[-1]
    if steps.in_braces:
        return spliced(tree.text, [inserted(steps, before, [(name, step)])])
    lines = _block_of(name, step, steps.column)
    return spliced(tree.text, [inserted_lines(steps, before, [lines])])


def renamed(tree: Part, old: str, new: str) -> str:
    """The text with another name for a step, wherever the flow names it.

    Raises:
        StepRefused: there is no such step, or the new name is taken or none.
    """
    step = _step(tree, old)
    if old == new:
        return tree.text
    _look_at_name(tree, new)
    places = {(way.place.line, way.place.column) for way in _ways(tree) if way.target == old}
    splices = [
        Splice(part.start, part.end, writing.inline(new, _quotes(tree.text[part.start])))
        for part in tree.all()
        if part.value == old and _place_of(part) in places
    ]
    if step.key:
        start, end = int(step.key.start_mark.index), int(step.key.end_mark.index)
        splices.append(Splice(start, end, writing.key_of(new)))
    return spliced(tree.text, splices)


def moved(tree: Part, name: str, after: str) -> str:
    """The text with a step behind another one; at the beginning, where `after` is empty.

    Raises:
        StepRefused: there is no such step.
    """
    step = _step(tree, name)
    steps = tree.child("steps")
    if steps is None or name == after or (_step(tree, after) if after else None) is step:
        return tree.text
    place = steps.parts.index(step)
    if (steps.parts[place - 1].name if place else "") == after:
        return tree.text
    begin, end = _span(steps, step)
    rest = spliced(tree.text, [removed(steps, step)])
    return _put(rest, after, tree.text[begin:end])


def duplicated(tree: Part, name: str, new: str) -> str:
    """The text with a copy of a step right behind it.

    Raises:
        StepRefused: there is no such step, or the new name is taken or none.
    """
    step, steps = _step(tree, name), tree.child("steps")
    _look_at_name(tree, new)
    if steps is None or step.key is None:
        return tree.text
    start, end = int(step.key.start_mark.index), int(step.key.end_mark.index)
    begin, until = _span(steps, step)
    piece = tree.text[begin:start] + writing.key_of(new) + tree.text[end:until]
    return _put(tree.text, name, piece)


def _put(text: str, after: str, piece: str) -> str:
    tree = read_tree(text)
    steps = tree.child("steps")
    if steps is None:
        return text
    before = _step(tree, after) if after else None
    if not steps.in_braces:
        return spliced(text, [inserted_lines(steps, before, [[piece]])])
    at = before.end if before else steps.start + 1
    return spliced(text, [Splice(at, at, f", {piece}" if before else f"{piece}, ")])


def _span(steps: Part, step: Part) -> tuple[int, int]:
    """Where a step stands: its lines with the comments above it, or its place in the braces."""
    if steps.in_braces:
        return step.begin, step.end
    return entry_start(step.text, step.begin), entry_end(step.text, step.end, steps.column)


def _block_of(name: str, step: dict[str, Json], column: int) -> list[str]:
    inner = writing.block(step, column + writing.INDENT)
    return [f"{' ' * column}{writing.key_of(name)}:", *inner]


def _ways(tree: Part) -> list[Way]:
    flow = _flow(tree)
    return [flow.start, *(way for step in flow.steps.values() for way in step.ways)]


def _flow(tree: Part) -> Flow:
    try:
        return read_flow(Node(load(tree.text, ""), Place("", 1, 1), Report()))
    except TooManyFaults:
        raise StepRefused("the flow has too many faults to find what names the step") from None


def _place_of(part: Part) -> tuple[int, int]:
    return int(part.node.start_mark.line) + 1, int(part.node.start_mark.column) + 1


def _step(tree: Part, name: str) -> Part:
    step = tree.at(("steps", name))
    if step is None:
        steps = tree.child("steps")
        known = [part.name for part in steps.parts] if steps else []
        raise StepRefused(f"there is no step '{name}': {did_you_mean(name, known)}")
    return step


def _look_at_name(tree: Part, name: str) -> None:
    if not _NAME.fullmatch(name) or name in TARGETS:
        raise StepRefused(
            f"'{name}' can't name a step: write lower-case letters, digits and underscores"
        )
    if tree.at(("steps", name)):
        raise StepRefused(f"there is a step '{name}' already")


def _quotes(first: str) -> str:
    return first if first in "\"'" else ""
