"""A step no run comes to."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.graph import reachable
from flows.definition import Flow, FlowSet
from flows.problems import Problem


def unreachable_step(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every step that no way leads to."""
    del flows, known
    reached = reachable(flow)
    for step in flow.steps.values():
        if step.name not in reached:
            what = f"no way leads to step '{step.name}'"
            remedy = "Lead a 'next' to it, or remove it"
            yield Problem(step.place, what, remedy, flow.name, step.name, "warning")
