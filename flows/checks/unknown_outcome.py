"""An outcome that an action never has, or that the step leaves without a way."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.problems import Problem, did_you_mean
from flows.steps.action import FAILED, Action


def unknown_outcome(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every outcome that doesn't exist and every one that is left out, save `failed`."""
    del flows
    for step in flow.steps.values():
        if isinstance(step, Action) and step.outcomes and step.action in known.outcomes:
            yield from _outcomes(flow, step, known.outcomes[step.action])


def _outcomes(flow: Flow, step: Action, known: frozenset[str]) -> Iterator[Problem]:
    for way in step.outcomes:
        if way.label not in known | {FAILED}:
            what = f"'{step.action}' has no outcome '{way.label}'"
            remedy = did_you_mean(way.label, known | {FAILED})
            yield Problem(way.place, what, remedy, flow.name, step.name)
    for outcome in sorted(known - {FAILED} - {way.label for way in step.outcomes}):
        what = f"outcome '{outcome}' of '{step.action}' has no way on"
        remedy = f"Add '{outcome}:' with a step to 'outcomes'"
        yield Problem(step.place, what, remedy, flow.name, step.name)
