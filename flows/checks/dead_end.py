"""A step with no way on."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.moves import END, SETTLED
from flows.problems import Problem
from flows.steps.action import Action

_REMEDY = f"Add 'next:' with a step, or '{SETTLED}' where the matter is done, or '{END}'"


def dead_end(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every step that leaves the caller hanging."""
    del flows, known
    for step in flow.steps.values():
        for way in step.ways:
            if not way.target and way.label != "else":
                what = f"step '{step.name}' has no way on"
                yield Problem(way.place, what, _REMEDY, flow.name, step.name)
        if isinstance(step, Action) and not step.outcomes:
            what = f"step '{step.name}' has no way on"
            remedy = "Add 'outcomes:' with a step for each outcome"
            yield Problem(step.place, what, remedy, flow.name, step.name)
