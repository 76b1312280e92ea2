"""A link to a flow that isn't there."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.problems import Problem, did_you_mean
from flows.steps.link import Link


def unknown_flow(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every step that runs a flow there is none of."""
    del known
    for step in flow.steps.values():
        if step.calls and step.calls not in flows.flows:
            place = step.flow_place if isinstance(step, Link) else step.place
            remedy = did_you_mean(step.calls, flows.flows)
            yield Problem(place, f"no flow '{step.calls}'", remedy, flow.name, step.name)
