"""A branch without `else`."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.problems import Problem
from flows.steps.branch import Branch


def missing_else(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every branch that has no way for what its conditions don't expect."""
    del flows, known
    for step in flow.steps.values():
        if isinstance(step, Branch) and not step.otherwise.target:
            what = f"branch '{step.name}' has no 'else'"
            remedy = "Add 'else:' with the step for every other value"
            yield Problem(step.place, what, remedy, flow.name, step.name)
