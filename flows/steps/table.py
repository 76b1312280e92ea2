"""The step types by the name that stands in a flow's YAML."""

from collections.abc import Mapping

from flows.reading import Node
from flows.steps.action import Action
from flows.steps.answer import AnswerStep
from flows.steps.branch import Branch
from flows.steps.collect import Collect
from flows.steps.hangup import Hangup
from flows.steps.link import Link
from flows.steps.offer import Offer
from flows.steps.rate import Rate
from flows.steps.record import Record
from flows.steps.say import Say
from flows.steps.step import Step
from flows.steps.transfer import Transfer
from flows.steps.verify import Verify

STEP_TYPES: Mapping[
    str,
    type[Say]
    | type[Collect]
    | type[Branch]
    | type[Action]
    | type[Transfer]
    | type[Link]
    | type[Verify]
    | type[Offer]
    | type[AnswerStep]
    | type[Rate]
    | type[Record]
    | type[Hangup],
] = {
    "say": Say,
    "collect": Collect,
    "branch": Branch,
    "action": Action,
    "transfer": Transfer,
    "link": Link,
    "verify": Verify,
    "offer": Offer,
    "answer": AnswerStep,
    "rate": Rate,
    "record": Record,
    "hangup": Hangup,
}


def read_step(name: str, node: Node) -> Step:
    """A step of any type; faults are noted in the node's report."""
    node = node.of_step(name)
    entries = node.entries()
    if "type" not in entries:
        node.wrong("'type' is missing", f"Add 'type:' with one of: {', '.join(STEP_TYPES)}")
        return Step(name, node.place)
    kind = STEP_TYPES[entries["type"].one_of(STEP_TYPES, "step type")]
    if entries["type"].value not in STEP_TYPES:
        return Step(name, node.place)
    fields = node.keys_of(("type", *kind.KEYS), required=kind.REQUIRED)
    return kind.read(name, node.place, fields)
