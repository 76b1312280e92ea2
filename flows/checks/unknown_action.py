"""An action that isn't there, or is given the wrong arguments."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.problems import Problem, did_you_mean
from flows.steps.action import Action


def unknown_action(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every unknown action, every argument it doesn't take, every one it lacks."""
    del flows
    for step in flow.steps.values():
        if not isinstance(step, Action):
            continue
        if step.action not in known.outcomes:
            remedy = did_you_mean(step.action, known.outcomes)
            what = f"unknown action '{step.action}'"
            yield Problem(step.action_place, what, remedy, flow.name, step.name)
        elif step.action in known.arguments:
            yield from _arguments(flow, step, *known.arguments[step.action])


def _arguments(
    flow: Flow, step: Action, needed: frozenset[str], allowed: frozenset[str]
) -> Iterator[Problem]:
    for name, (_, place) in step.arguments.items():
        if name not in needed | allowed:
            what = f"'{step.action}' takes no '{name}'"
            yield Problem(place, what, did_you_mean(name, needed | allowed), flow.name, step.name)
    for name in sorted(needed - set(step.arguments)):
        what = f"'{step.action}' needs '{name}'"
        remedy = f"Add '{name}:' to 'with'"
        yield Problem(step.action_place, what, remedy, flow.name, step.name)
