"""Two versions of a flow as one diagram: what is on one side alone, on both, or changed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from flows.definition import Flow
from flows.editing.diagram import Edge, Node, nodes_and_edges
from flows.editing.difference import Change
from flows.events import Json

Mark = Literal["", "added", "removed", "changed"]
Line = tuple[str, str]
"""From, to."""


def diagram_difference(before: Flow, after: Flow, changes: Iterable[Change]) -> Json:
    """The nodes and edges of both versions, in one list each.

    A node has an `id` (a renamed step its newer name), a `mark`, and under `before` and `after`
    its node there as `diagram` gives it; None where it is not there. Only steps are marked. An
    edge has `from`, `to`, a `mark`, and under `before` and `after` its label there; None where it
    is not there.

    Args:
        before: the older version.
        after: the newer version.
        changes: the differences of their texts.
    """
    changed = {each.step: each for each in changes if each.step and each.kind == "changed"}
    renamed = {
        each.old: name
        for name, each in changed.items()
        if name in after.steps and name not in before.steps
    }
    touched = {each.step for each in changes}
    (old_nodes, old_edges), (new_nodes, new_edges) = map(nodes_and_edges, (before, after))
    was = {renamed.get(each["id"], each["id"]): each for each in old_nodes}
    will = {each["id"]: each for each in new_nodes}
    nodes: list[Json] = [
        {
            "id": name,
            "mark": "" if name.startswith(":") else _mark(was, will, name, touched),
            "before": _node(was.get(name)),
            "after": _node(will.get(name)),
        }
        for name in {**will, **was}
    ]
    return {"nodes": nodes, "edges": _edges(_lines(old_edges, renamed), _lines(new_edges, {}))}


def _mark(was: Mapping[str, Node], will: Mapping[str, Node], name: str, touched: set[str]) -> Mark:
    if name not in was:
        return "added"
    if name not in will:
        return "removed"
    return "changed" if name in touched else ""


def _node(node: Node | None) -> Json:
    return {**node} if node else None


def _lines(edges: Iterable[Edge], renamed: Mapping[str, str]) -> dict[Line, Counter[str]]:
    """How often each label stands at the lines between two nodes."""
    lines: dict[Line, Counter[str]] = {}
    for start, end, label in edges:
        line = renamed.get(start, start), renamed.get(end, end)
        lines.setdefault(line, Counter())[label] += 1
    return lines


def _edges(was: Mapping[Line, Counter[str]], will: Mapping[Line, Counter[str]]) -> list[Json]:
    edges: list[Json] = []
    for line in {**will, **was}:
        old, new = was.get(line, Counter()), will.get(line, Counter())
        gone, come = [*(old - new).elements()], [*(new - old).elements()]
        both = min(len(gone), len(come))
        edges += [_edge(line, "", label, label) for label in (old & new).elements()]
        edges += [_edge(line, "changed", *pair) for pair in zip(gone, come, strict=False)]
        edges += [_edge(line, "removed", label, None) for label in gone[both:]]
        edges += [_edge(line, "added", None, label) for label in come[both:]]
    return edges


def _edge(line: Line, mark: Mark, before: str | None, after: str | None) -> Json:
    return {"from": line[0], "to": line[1], "mark": mark, "before": before, "after": after}
