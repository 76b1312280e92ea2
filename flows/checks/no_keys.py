"""A question that can't be answered by key."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.definition import Flow, FlowSet
from flows.problems import Problem
from flows.steps.collect import Collect


def no_keys(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every question that the keypad has no answer to."""
    del flows, known
    for step in flow.steps.values():
        if not isinstance(step, Collect) or any(choice.key for choice in step.choices):
            continue
        slot = flow.slots.get(step.slot)
        if slot is None or not (slot.of_digits or slot.type == "yes_no"):
            what = f"question '{step.name}' has no answer by key"
            remedy = "Add 'choices:' with a 'key' each"
            yield Problem(step.place, what, remedy, flow.name, step.name, "warning")
