"""Flows as the engine runs them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flows.hours import Hours
from flows.knowledge import Knowledge
from flows.moves import FlowFault
from flows.phrases import Phrases
from flows.policy import Policy
from flows.problems import Place
from flows.reading import Node
from flows.slots import Slot, read_slots
from flows.steps.step import Step, Way, read_way
from flows.steps.table import read_step

ENTRY_FLOW = "welcome"
"""Flow that greets the caller."""
MOST_STEPS = 300
FLOW_KEYS = (
    *("format", "flow", "title", "spoken", "description", "intents", "slots", "start", "steps"),
)
"""Keys of a flow's document in their usual order."""
FLOW_REQUIRED = ("flow", "title", "start", "steps")


@dataclass(frozen=True)
class Flow:
    """One conversation: steps, and the intents that start it."""

    name: str
    title: str
    description: str
    intents: tuple[tuple[str, Place], ...]
    slots: Mapping[str, Slot]
    start: Way
    steps: Mapping[str, Step]
    place: Place
    spoken: str = ""
    """Its matter as callers hear it: "your refund"."""

    @cached_property
    def has_secrets(self) -> bool:
        """Whether it asks for a secret."""
        return any(slot.secret for slot in self.slots.values())


@dataclass(frozen=True)
class FlowSet:
    """All that a line runs on: flows, policy, phrases, knowledge and opening hours."""

    flows: Mapping[str, Flow]
    policy: Policy = field(default_factory=Policy)
    phrases: Phrases = field(default_factory=Phrases)
    knowledge: Knowledge = field(default_factory=Knowledge)
    hours: Hours = field(default_factory=Hours)

    def flow(self, name: str) -> Flow:
        """A flow by name.

        Raises:
            FlowFault: there is none.
        """
        if name not in self.flows:
            raise FlowFault(f"no flow '{name}'")
        return self.flows[name]

    def step(self, flow: str, step: str) -> Step:
        """A step by the names of its flow and itself.

        Raises:
            FlowFault: there is none.
        """
        steps = self.flow(flow).steps
        if step not in steps:
            raise FlowFault(f"no step '{flow}.{step}'")
        return steps[step]

    def for_intent(self, intent: str) -> Flow | None:
        """The flow that serves an intent."""
        return self._by_intent.get(intent)

    @cached_property
    def _by_intent(self) -> Mapping[str, Flow]:
        return {intent: flow for flow in self.flows.values() for intent, _ in flow.intents}


def read_flow(node: Node) -> Flow:
    """The flow in a document; faults are noted in the node's report."""
    fields = node.keys_of(FLOW_KEYS, required=FLOW_REQUIRED)
    name = fields.read("flow", Node.text, "")
    node.report.flow = name
    return Flow(
        name=name,
        title=fields.read("title", Node.text, ""),
        description=fields.read("description", Node.text, ""),
        intents=fields.read("intents", _intents, ()),
        slots=fields.read("slots", read_slots, {}),
        start=read_way(fields, "start"),
        steps=fields.read("steps", _steps, {}),
        place=node.place,
        spoken=fields.read("spoken", Node.text, ""),
    )


def _intents(node: Node) -> tuple[tuple[str, Place], ...]:
    return tuple((item.text(), item.place) for item in node.items())


def _steps(node: Node) -> Mapping[str, Step]:
    entries = node.entries()
    if len(entries) > MOST_STEPS:
        node.wrong(f"{len(entries)} steps in one flow", "Split it, and lead on by steps of 'link'")
        return {}
    return {name: read_step(name, each) for name, each in entries.items()}
