"""Where an intent, a slot, an action, a queue or a flow is used."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flows.checks.reading import choices_of, slots_read
from flows.definition import Flow, FlowSet
from flows.editing.kinds import Kind
from flows.problems import Place
from flows.steps.action import Action
from flows.steps.link import Link
from flows.steps.offer import Offer
from flows.steps.record import Record
from flows.steps.step import Step
from flows.steps.transfer import Transfer
from flows.templates import Template
from flows.yaml_io import POLICY_FILE

_POLICY = Place(POLICY_FILE, 1, 1)


@dataclass(frozen=True)
class Use:
    """A place that names something."""

    file: str
    flow: str
    """Empty outside of flows."""
    step: str
    """Empty in a flow's head."""
    line: int
    """1 for the first line; also where only the file is known."""
    how: str
    """In words, such as "starts the flow"."""


_Named = Iterator[tuple[str, Place, str]]
"""Name, place and how it is used."""


def uses(flows: FlowSet, kind: Kind, name: str) -> tuple[Use, ...]:
    """Every place that names it, by file and line.

    Args:
        flows: all that the line runs on.
        kind: what it is.
        name: of an intent, slot, action, queue or flow.
    """
    found = [
        Use(place.file, flow.name, step, place.line, how)
        for flow in flows.flows.values()
        for step, named in _in_flow(flow, kind)
        for each, place, how in named
        if each == name
    ]
    found += [
        Use(place.file, "", "", place.line, how)
        for each, place, how in _elsewhere(flows, kind)
        if each == name
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda use: (use.file, use.line, use.how)))


def _in_flow(flow: Flow, kind: Kind) -> Iterator[tuple[str, _Named]]:
    yield "", _HEAD[kind](flow)
    for step in flow.steps.values():
        yield step.name, _STEP[kind](step)


def _head_intents(flow: Flow) -> _Named:
    return ((intent, place, "starts the flow") for intent, place in flow.intents)


def _head_slots(flow: Flow) -> _Named:
    return ((slot.name, slot.place, "is declared") for slot in flow.slots.values())


def _head_flow(flow: Flow) -> _Named:
    yield flow.name, flow.place, "is this flow"


def _nothing(_: Flow) -> _Named:
    return iter(())


def _step_intents(step: Step) -> _Named:
    for choice in choices_of(step):
        for intent in choice.heard_as:
            yield intent, choice.place, f"means the choice '{choice.phrase}'"
        if choice.begin:
            yield choice.begin, choice.place, f"is begun by the choice '{choice.phrase}'"


def _step_slots(step: Step) -> _Named:
    for read in slots_read(step):
        yield read.slot, read.place, "is read"
    for slot in sorted(step.sets):
        yield slot, step.place, "gets a value"
    if isinstance(step, Offer):
        for field in step.label.fields:
            yield field.path[0], step.place, "is read"


def _step_actions(step: Step) -> _Named:
    if isinstance(step, Action):
        yield step.action, step.action_place, "is carried out"


def _step_queues(step: Step) -> _Named:
    if isinstance(step, Transfer | Record) and step.queue:
        yield (
            step.queue,
            step.queue_place,
            "gets the caller" if isinstance(step, Transfer) else "gets the message",
        )
    if isinstance(step, Action) and "queue" in step.arguments:
        value, place = step.arguments["queue"]
        if isinstance(value, Template):
            yield value.written, place, f"is handed to '{step.action}'"


def _step_flows(step: Step) -> _Named:
    if step.calls:
        yield step.calls, step.flow_place if isinstance(step, Link) else step.place, "is run"


_HEAD: Mapping[Kind, Callable[[Flow], _Named]] = {
    "intent": _head_intents,
    "slot": _head_slots,
    "action": _nothing,
    "queue": _nothing,
    "flow": _head_flow,
}
_STEP: Mapping[Kind, Callable[[Step], _Named]] = {
    "intent": _step_intents,
    "slot": _step_slots,
    "action": _step_actions,
    "queue": _step_queues,
    "flow": _step_flows,
}


def _elsewhere(flows: FlowSet, kind: Kind) -> _Named:
    policy = flows.policy
    if kind == "intent":
        for intent, risk in policy.risks.items():
            yield intent, _POLICY, f"has the risk '{risk}'"
        for intent in sorted(policy.talk):
            yield intent, _POLICY, "names no matter"
        for intent, queue in policy.queue_of.items():
            yield intent, _POLICY, f"goes to the queue '{queue}'"
        for entry in flows.knowledge.entries.values():
            yield entry.intent, entry.place, f"is answered by the entry '{entry.name}'"
    if kind == "queue":
        for queue in policy.queues:
            yield queue, _POLICY, "is declared"
        for intent, queue in policy.queue_of.items():
            yield queue, _POLICY, f"gets callers with the matter '{intent}'"
        for trigger in policy.triggers:
            yield trigger.queue, _POLICY, f"gets callers by the trigger '{trigger.name}'"
