"""A link to a flow that isn't there."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.problems import Problem, did_you_mean
from flows.steps.link import Link


def unknown_flow(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every link that leads to no flow."""
    del known
    for step in flow.steps.values():
        if isinstance(step, Link) and step.flow not in flows.flows:
            remedy = did_you_mean(step.flow, flows.flows)
            what = f"no flow '{step.flow}'"
            yield Problem(step.flow_place, what, remedy, flow.name, step.name)
