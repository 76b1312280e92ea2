"""The risk policy as `policy.yaml` writes it."""

from collections.abc import Callable, Mapping
from typing import get_args

from flows.answers import TALK
from flows.hours import read_week
from flows.policy import (
    DISTRESS,
    LIMITS,
    NOT_UNDERSTOOD,
    REPEAT_CALL,
    STEP_FAILED,
    TRIGGERS,
    Policy,
    Queue,
    Risk,
    TransferLimits,
    Trigger,
)
from flows.reading import Keyed as Fields
from flows.reading import Node
from nlu.understanding import Care

_MAY_SAY: Mapping[str, tuple[str, ...]] = {
    DISTRESS: ("reasons",),
    NOT_UNDERSTOOD: ("margin",),
    REPEAT_CALL: ("active", "not_for", "unless_settled"),
}
"""Keys that a trigger may have, beside those that it must have."""


def read_policy(node: Node) -> Policy:
    """The policy in a document; faults are noted in the node's report."""
    known = ("format", "queues", "risks", "queue_of", "talk", "triggers", "transfer")
    fields = node.keys_of(known, required=("queues", "risks", "talk", "triggers"))
    no_queues: Mapping[str, Queue] = {}
    queues = fields.read("queues", _queues, no_queues)
    no_risks: Mapping[str, Risk] = {}
    risks = fields.read("risks", _risks, no_risks)
    policy = Policy(
        risks=risks,
        talk=TALK | fields.read("talk", _names, TALK),
        queues=queues,
        queue_of=fields.read("queue_of", lambda each: _queue_of(each, queues), {}),
        triggers=fields.read("triggers", lambda each: _triggers(each, queues, risks), ()),
        transfer=fields.read("transfer", _transfer, TransferLimits()),
    )
    return policy if policy.triggers else Policy(policy.risks, policy.talk, queues)


def _queues(node: Node) -> Mapping[str, Queue]:
    return {name: _queue(name, each) for name, each in node.entries().items()}


def _queue(name: str, node: Node) -> Queue:
    fields = node.keys_of(("title", "spoken", "hours"), required=("title", "spoken"))
    return Queue(
        name,
        title=fields.read("title", Node.text, ""),
        spoken=fields.read("spoken", Node.text, ""),
        hours=fields.read("hours", read_week, None),
    )


def _risks(node: Node) -> Mapping[str, Risk]:
    return {name: _risk(each) for name, each in node.entries().items()}


def _risk(node: Node) -> Risk:
    word = node.text()
    for risk in get_args(Risk):
        if word == risk:
            return risk  # type: ignore[no-any-return]
    node.wrong(f"unknown risk '{word}'", f"Write one of: {', '.join(get_args(Risk))}")
    return "human"


def _transfer(node: Node) -> TransferLimits:
    known = tuple(LIMITS)
    fields = node.keys_of(known)
    usual = TransferLimits()
    return TransferLimits(
        **{name: fields.read(name, _limit(name), getattr(usual, name)) for name in known}
    )


def _limit(name: str) -> Callable[[Node], int]:
    return lambda node: node.whole_within(*LIMITS[name])


def _names(node: Node) -> frozenset[str]:
    return frozenset(item.text() for item in node.items())


def _queue_of(node: Node, queues: Mapping[str, Queue]) -> Mapping[str, str]:
    return {name: each.one_of(queues, "queue") for name, each in node.entries().items() if queues}


def _triggers(
    node: Node, queues: Mapping[str, Queue], risks: Mapping[str, Risk]
) -> tuple[Trigger, ...]:
    entries = node.entries()
    if tuple(entries) != TRIGGERS:
        node.wrong(
            "the triggers are not the known ones in their order",
            f"Write them in this order: {', '.join(TRIGGERS)}",
        )
        return ()
    return tuple(_trigger(name, each, queues, risks) for name, each in entries.items())


def _trigger(
    name: str, node: Node, queues: Mapping[str, Queue], risks: Mapping[str, Risk]
) -> Trigger:
    extra = {
        DISTRESS: ("threshold",),
        NOT_UNDERSTOOD: ("threshold", "times"),
        STEP_FAILED: ("times",),
        REPEAT_CALL: ("days",),
    }.get(name, ())
    required = ("queue", "reason", *extra)
    more = _MAY_SAY.get(name, ())
    fields = node.keys_of((*required, *more), required=required)
    return Trigger(
        name,
        queue=_known_queue(fields, queues),
        reason=fields.read("reason", Node.text, ""),
        threshold=fields.read("threshold", Node.share, 0.0),
        times=fields.read("times", _times, 1),
        active=fields.read("active", Node.flag, True),
        days=fields.read("days", _days, 0),
        not_for=fields.read("not_for", lambda each: _matters(each, risks), ()),
        unless_settled=fields.read("unless_settled", lambda each: _matters(each, risks), ()),
        margin=fields.read("margin", Node.share, 0.0),
        reasons=fields.read("reasons", _reasons, {}),
    )


def _reasons(node: Node) -> Mapping[str, str]:
    known = tuple(care for care in get_args(Care) if care)
    fields = node.keys_of(known)
    return {care: fields.read(care, Node.text, "") for care in known if care in fields}


def _known_queue(fields: Fields, queues: Mapping[str, Queue]) -> str:
    return fields["queue"].one_of(queues, "queue") if queues and "queue" in fields else ""


def _matters(node: Node, risks: Mapping[str, Risk]) -> tuple[str, ...]:
    return tuple(item.one_of(risks, "intent") for item in node.items()) if risks else ()


def _days(node: Node) -> int:
    return node.whole_within(1, 90, ": what lies longer back is no repeat")


def _times(node: Node) -> int:
    return node.whole_within(1, 3, ": a caller is never kept longer")
