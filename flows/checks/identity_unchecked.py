"""A caller's identity that comes from elsewhere than a check of it."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.problems import Place, Problem
from flows.steps.action import Action
from flows.steps.link import Link
from flows.steps.step import Step
from flows.steps.verify import IDENTITY, Verify


def identity_unchecked(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every other way to fill the slot `identity`, by which steps of the type verify go on."""
    del flows
    if IDENTITY in flow.slots:
        what = f"the flow has a slot '{IDENTITY}' of its own, which hides who the caller is"
        yield Problem(flow.slots[IDENTITY].place, what, "Give it another name", flow.name)
    for step in flow.steps.values():
        place = _filled_unchecked(step, known)
        if place:
            what = f"step '{step.name}' fills '{IDENTITY}' without a check of who the caller is"
            checks = " or ".join(f"'{name}'" for name in sorted(known.identifies))
            remedy = f"Fill it by {checks or 'an action that checks it'} alone"
            yield Problem(place, what, remedy, flow.name, step.name)


def _filled_unchecked(step: Step, known: Catalogue) -> Place | None:
    if isinstance(step, Link | Verify) and IDENTITY in step.given:
        return step.given[IDENTITY][1]
    if isinstance(step, Verify) or IDENTITY not in step.sets:
        return None
    if isinstance(step, Action) and step.action in known.identifies:
        return None if step.save[IDENTITY] == IDENTITY else step.place
    return step.place
