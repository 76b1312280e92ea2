"""Ways through a flow, as several checks need them."""

from collections.abc import Iterable

from flows.definition import Flow, FlowSet
from flows.moves import TARGETS
from flows.steps.link import Link
from flows.steps.step import Step


def reachable(flow: Flow, start: str | None = None) -> frozenset[str]:
    """Names of the steps a run can come to: from a given step, or from the flow's start."""
    found: set[str] = set()
    ahead = [flow.start.target if start is None else start]
    while ahead:
        name = ahead.pop()
        if name in found or name not in flow.steps:
            continue
        found.add(name)
        ahead.extend(way.target for way in flow.steps[name].ways)
    return frozenset(found)


def holds_up(step: Step, flows: FlowSet) -> bool:
    """Whether a run always waits for something to happen before it is past a step."""
    if not isinstance(step, Link):
        return step.waits
    return step.flow not in flows.flows or not _runs_through(flows.flows[step.flow], flows, ())


def _runs_through(flow: Flow, flows: FlowSet, calling: Iterable[str]) -> bool:
    """Whether there is a way from a flow's start to its end without any wait."""
    calling = (*calling, flow.name)
    seen: set[str] = set()
    ahead = [flow.start.target]
    while ahead:
        name = ahead.pop()
        if name in TARGETS:
            return True
        if name in seen or name not in flow.steps:
            continue
        seen.add(name)
        if _passes(flow.steps[name], flows, calling):
            ahead.extend(way.target for way in flow.steps[name].passing)
    return False


def _passes(step: Step, flows: FlowSet, calling: tuple[str, ...]) -> bool:
    if not isinstance(step, Link):
        return not step.waits
    if step.flow in calling or step.flow not in flows.flows:
        return False
    return _runs_through(flows.flows[step.flow], flows, calling)
