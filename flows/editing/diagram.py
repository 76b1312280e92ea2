"""A flow as a diagram: its steps, and the ways between them and out of the flow."""

from collections.abc import Iterator

from flows.checks.reading import choices_of, prompts_of
from flows.definition import Flow
from flows.events import Json
from flows.moves import TARGETS
from flows.steps.action import Action
from flows.steps.answer import AnswerStep
from flows.steps.branch import Branch, Case
from flows.steps.link import Link
from flows.steps.step import Step
from flows.steps.table import STEP_TYPES
from flows.steps.transfer import Transfer
from flows.steps.verify import Verify

START, PERSON = ":start", ":person"
"""Nodes beside those of steps begin with a colon: `:settled`, `:flow:NAME`, `:matter:INTENT`,
`:missing:NAME`."""
_YES_OR_NO = {
    "exists": ("has a value", "has no value"),
    "is_phone": ("is a telephone number", "is no telephone number"),
}
_TEST_WORDS = {"is_not": "is not", "not_in": "not in", "less_than": "<", "more_than": ">"}

Edge = tuple[str, str, str]
"""From, to, label."""
Node = dict[str, str]
"""`id`, `kind`, `label` and `text`."""


def diagram(flow: Flow) -> Json:
    """The nodes and edges of a flow.

    A node has an `id`, a `kind` (a step type; `start`, `target`, `person`, `flow`, `matter`,
    `missing`), a `label` and a `text`: what a step says or does. An edge has `from`, `to` and a
    `label`.
    """
    nodes, edges = nodes_and_edges(flow)
    return {
        "nodes": [{**node} for node in nodes],
        "edges": [{"from": a, "to": b, "label": c} for a, b, c in edges],
    }


def nodes_and_edges(flow: Flow) -> tuple[list[Node], list[Edge]]:
    """The same as they are before JSON is made of them."""
    edges = [(START, _target(flow, flow.start.target), "")]
    edges += [edge for step in flow.steps.values() for edge in _edges(flow, step)]
    outside = dict.fromkeys(end for edge in edges for end in edge[:2] if end.startswith(":"))
    nodes = [_outside(each) for each in outside] + [_node(step) for step in flow.steps.values()]
    return nodes, edges


def kind_of(step: Step) -> str:
    """The step's type as its YAML names it; empty for a step of no type."""
    return next((name for name, kind in STEP_TYPES.items() if type(step) is kind), "")


def _node(step: Step) -> Node:
    return {"id": step.name, "kind": kind_of(step), "label": step.name, "text": _text(step)}


def _outside(node: str) -> Node:
    kind, _, name = node[1:].partition(":")
    if kind in TARGETS:
        return {"id": node, "kind": "target", "label": kind, "text": ""}
    return {"id": node, "kind": kind, "label": name or kind, "text": ""}


def _text(step: Step) -> str:
    said = next((prompt.text.written for prompt in prompts_of(step)), "")
    match step:
        case Action():
            return step.action
        case Branch():
            return ", ".join(dict.fromkeys(".".join(c.condition.path) for c in step.cases))
        case Transfer():
            return step.reason
        case AnswerStep():
            return step.entry
        case Link():
            return step.flow
    return said


def _edges(flow: Flow, step: Step) -> Iterator[Edge]:
    labels = [_condition(case) for case in step.cases] if isinstance(step, Branch) else []
    for place, way in enumerate(step.ways):
        label = labels[place] if place < len(labels) else way.label
        yield step.name, _target(flow, way.target), "" if label == "next" else label
    for choice in choices_of(step):
        if choice.begin:
            yield step.name, f":matter:{choice.begin}", choice.phrase
    if isinstance(step, Transfer) and not step.outcomes:
        yield step.name, PERSON, ""
    if step.calls and not isinstance(step, Verify):
        yield step.name, f":flow:{step.calls}", ""


def _target(flow: Flow, name: str) -> str:
    if name in flow.steps:
        return name
    return f":{name}" if name in TARGETS else f":missing:{name}"


def _condition(case: Case) -> str:
    condition = case.condition
    slot, against = ".".join(condition.path), condition.against
    if condition.test in _YES_OR_NO:
        return f"{slot} {_YES_OR_NO[condition.test][not against]}"
    shown = " or ".join(map(_shown, against)) if isinstance(against, list) else _shown(against)
    return f"{slot} {_TEST_WORDS.get(condition.test, condition.test)} {shown}"


def _shown(value: Json) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
