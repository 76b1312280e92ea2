"""A hand-over to a person that the application can't carry out."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.problems import Problem
from flows.steps.transfer import PERSON_FLOW, Transfer


def transfer_not_carried_out(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every transfer step of the flow `person`, where calls can't be handed over."""
    del flows
    if known.transfers or flow.name != PERSON_FLOW:
        return
    for step in flow.steps.values():
        if isinstance(step, Transfer):
            what = f"step '{step.name}' hands the call over, and this line can't do that"
            remedy = "Take a number and store a callback in its place"
            yield Problem(step.place, what, remedy, flow.name, step.name)
