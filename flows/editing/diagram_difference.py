"""Two diagrams of a flow side by side: what each has that the other has not, and what changed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import cast

from flows.definition import Flow
from flows.editing.diagram import diagram
from flows.editing.difference import Change

Drawing = dict[str, list[dict[str, str]]]
"""Nodes and edges, as `diagram` gives them."""


@dataclass(frozen=True)
class Compared:
    """Both diagrams, each box and way with a `mark`."""

    before: Drawing
    after: Drawing


def compared(old: Flow, new: Flow, changes: Iterable[Change]) -> Compared:
    """Mark what differs between two diagrams of a flow.

    Args:
        old: the flow before.
        new: the flow after.
        changes: what differs between the two texts.

    Returns:
        The diagrams with `mark` in each node and edge: `removed` in the one before, `added` in
        the one after, `changed` in both where a step stands on both sides, else empty. A renamed
        step is removed under its old name and added under the new one.
    """
    before, after = (cast("Drawing", diagram(flow)) for flow in (old, new))
    changed = {change.step for change in changes if change.step}
    return Compared(
        _marked(before, after, changed, "removed"), _marked(after, before, changed, "added")
    )


def _marked(one: Drawing, other: Drawing, changed: Collection[str], alone: str) -> Drawing:
    there = {node["id"] for node in other["nodes"]}
    ways = {_way(edge) for edge in other["edges"]}
    return {
        "nodes": [
            {**node, "mark": _mark(node["id"], there, changed, alone)} for node in one["nodes"]
        ],
        "edges": [{**edge, "mark": "" if _way(edge) in ways else alone} for edge in one["edges"]],
    }


def _mark(name: str, there: Collection[str], changed: Collection[str], alone: str) -> str:
    if name not in there:
        return alone
    return "changed" if name in changed else ""


def _way(edge: dict[str, str]) -> tuple[str, str, str]:
    return edge["from"], edge["to"], edge["label"]
