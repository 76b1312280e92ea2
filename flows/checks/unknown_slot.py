"""A slot that the flow doesn't declare."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.reading import slots_read
from flows.definition import Flow, FlowSet
from flows.problems import Problem, did_you_mean
from flows.slots import SHARED_SLOTS
from flows.steps.step import Read, Step


def unknown_slot(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every slot that is read or set and stands neither in `slots` nor among the shared ones."""
    del flows, known
    names = SHARED_SLOTS | set(flow.slots)
    for step in flow.steps.values():
        for read in (*slots_read(step), *_set(step)):
            if read.slot not in names:
                remedy = f"Declare it in 'slots', or: {did_you_mean(read.slot, names)}"
                what = f"no slot '{read.slot}' in this flow"
                yield Problem(read.place, what, remedy, flow.name, step.name)


def _set(step: Step) -> Iterator[Read]:
    for slot in sorted(step.sets):
        yield Read(slot, step.place)
