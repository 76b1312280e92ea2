"""A slot that is read before anything can have set it."""

from collections.abc import Iterator

from flows.checks.catalogue import Catalogue
from flows.checks.reading import slots_read
from flows.definition import Flow, FlowSet
from flows.problems import Problem
from flows.slots import SHARED_SLOTS
from flows.steps.link import Link
from flows.steps.verify import Verify


def slot_not_set(flow: Flow, flows: FlowSet, known: Catalogue) -> Iterator[Problem]:
    """Every read of a slot that no way to the step can have given a value."""
    del known
    before = _set_before(flow, _set_from_outside(flow, flows))
    for name, possible in before.items():
        step = flow.steps[name]
        for read in slots_read(step):
            if read.slot in flow.slots and read.slot not in possible:
                what = f"slot '{read.slot}' has no value yet at step '{name}'"
                remedy = "Ask for it, or look it up, on the way to this step"
                yield Problem(read.place, what, remedy, flow.name, name)


def _set_from_outside(flow: Flow, flows: FlowSet) -> frozenset[str]:
    """Shared slots, and those that links of other flows give."""
    given = {
        name
        for other in flows.flows.values()
        for step in other.steps.values()
        if isinstance(step, Link | Verify) and step.calls == flow.name
        for name in step.given
    }
    shared = {slot.name for slot in flow.slots.values() if slot.shared}
    return SHARED_SLOTS | given | shared


def _set_before(flow: Flow, at_start: frozenset[str]) -> dict[str, frozenset[str]]:
    """By reachable step: the slots that may have a value when the run comes to it."""
    before: dict[str, frozenset[str]] = {}
    ahead = [(flow.start.target, at_start)]
    while ahead:
        name, possible = ahead.pop()
        nothing_new = name in before and possible <= before[name]
        if nothing_new or name not in flow.steps:
            continue
        before[name] = before.get(name, frozenset()) | possible
        step = flow.steps[name]
        after = before[name] | step.sets
        ahead.extend((target, after) for target in {way.target for way in step.ways})
    return before
