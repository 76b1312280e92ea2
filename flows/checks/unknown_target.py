"""A way on to a step that isn't there."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.moves import TARGETS
from flows.problems import Problem, did_you_mean
from flows.steps.step import Way


def unknown_target(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every way that leads to no step of the flow."""
    del flows, known
    yield from _wrong(flow, flow.start, "")
    for step in flow.steps.values():
        for way in step.ways:
            yield from _wrong(flow, way, step.name)


def _wrong(flow: Flow, way: Way, step: str) -> Iterator[Problem]:
    if way.target and way.target not in TARGETS | set(flow.steps):
        what = f"no step '{way.target}' in this flow"
        remedy = did_you_mean(way.target, TARGETS | set(flow.steps))
        yield Problem(way.place, what, remedy, flow.name, step)
