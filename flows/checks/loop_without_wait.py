"""A loop that never waits for the caller."""

from collections.abc import Iterator, Mapping

from flows.checks.catalogue import Catalogue
from flows.checks.graph import flows_without_wait, holds_up
from flows.definition import Flow, FlowSet
from flows.problems import Problem


def loop_without_wait(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every loop in which no step waits, told at its first step in the file."""
    del known
    without_wait = flows_without_wait(flows)
    passing = {
        step.name: {way.target for way in step.passing}
        for step in flow.steps.values()
        if not holds_up(step, flows, without_wait)
    }
    back = _reversed(passing)
    told: set[str] = set()
    for name in passing:
        loop = _loop_through(name, passing, back)
        if loop and told.isdisjoint(loop):
            told |= loop
            what = f"a loop without a wait through step '{name}'"
            remedy = "Put a 'collect' into the loop, or lead it elsewhere"
            yield Problem(flow.steps[name].place, what, remedy, flow.name, name)


def _loop_through(
    start: str, passing: Mapping[str, set[str]], back: Mapping[str, set[str]]
) -> frozenset[str]:
    """The steps between a step and itself; none where no way leads back to it."""
    ahead = _closure(start, passing)
    return ahead & _closure(start, back) if start in ahead else frozenset()


def _closure(start: str, ways: Mapping[str, set[str]]) -> frozenset[str]:
    found: set[str] = set()
    ahead = [start]
    while ahead:
        more = (ways[ahead.pop()] & ways.keys()) - found
        found |= more
        ahead.extend(more)
    return frozenset(found)


def _reversed(ways: Mapping[str, set[str]]) -> Mapping[str, set[str]]:
    back: dict[str, set[str]] = {name: set() for name in ways}
    for name, targets in ways.items():
        for target in targets & ways.keys():
            back[target].add(name)
    return back
