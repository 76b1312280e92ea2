"""A question that only repeats itself when it wasn't answered."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.problems import Problem
from flows.steps.collect import Collect


def no_help(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every question without help for a second try."""
    del flows, known
    for step in flow.steps.values():
        if isinstance(step, Collect) and not step.help:
            what = f"question '{step.name}' has no help for a second try"
            remedy = "Add 'help:' with an example, then with the keys"
            yield Problem(step.place, what, remedy, flow.name, step.name, "warning")
