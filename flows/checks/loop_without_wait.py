"""A loop that never waits for the caller."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.graph import holds_up
from flows.definition import Flow, FlowSet
from flows.problems import Problem


def loop_without_wait(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every loop in which no step waits, told at its first step in the file."""
    del known
    passing = {
        step.name: [way.target for way in step.passing]
        for step in flow.steps.values()
        if not holds_up(step, flows)
    }
    told: set[str] = set()
    for name in passing:
        loop = _loop_through(name, passing)
        if loop and told.isdisjoint(loop):
            told |= loop
            what = f"a loop without a wait through step '{name}'"
            remedy = "Put a 'collect' into the loop, or lead it elsewhere"
            yield Problem(flow.steps[name].place, what, remedy, flow.name, name)


def _loop_through(start: str, passing: dict[str, list[str]]) -> frozenset[str]:
    """The steps between a step and itself; none where no way leads back to it."""
    forward, back = _closure(start, passing), _closure(start, _reversed(passing))
    return forward & back if start in forward else frozenset()


def _closure(start: str, ways: dict[str, list[str]]) -> frozenset[str]:
    found: set[str] = set()
    ahead = [target for target in ways.get(start, []) if target in ways]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(target for target in ways[name] if target in ways)
    return frozenset(found)


def _reversed(ways: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: [each for each, targets in ways.items() if name in targets] for name in ways}
