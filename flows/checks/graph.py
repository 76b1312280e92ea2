"""Ways through a flow, as several checks need them."""

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


def flows_without_wait(flows: FlowSet) -> frozenset[str]:
    """The flows that a run can go through from start to end without any wait."""
    found: frozenset[str] = frozenset()
    while True:
        more = frozenset(
            flow.name for flow in flows.flows.values() if _goes_through(flow, flows, found)
        )
        if more == found:
            return found
        found = more


def holds_up(step: Step, flows: FlowSet, without_wait: frozenset[str]) -> bool:
    """Whether a run always waits for something to happen before it is past a step.

    Args:
        step: any.
        flows: those it may link to.
        without_wait: their `flows_without_wait`.
    """
    if not isinstance(step, Link):
        return step.waits
    return step.flow not in flows.flows or step.flow not in without_wait


def _goes_through(flow: Flow, flows: FlowSet, without_wait: frozenset[str]) -> bool:
    seen: set[str] = set()
    ahead = [flow.start.target]
    while ahead:
        name = ahead.pop()
        if name in TARGETS:
            return True
        if name in seen or name not in flow.steps:
            continue
        seen.add(name)
        if not holds_up(flow.steps[name], flows, without_wait):
            ahead.extend(way.target for way in flow.steps[name].passing)
    return False
