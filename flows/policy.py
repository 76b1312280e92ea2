"""The risk policy: which matters are automated, and when a person takes over. Pure data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, get_args

from flows.answers import TALK
from flows.hours import Hours, Spans, is_within, read_week
from flows.reading import Keyed as Fields
from flows.reading import Node

Risk = Literal["automate", "verify", "human"]

ASKS_FOR_PERSON = "asks_for_person"
DISTRESS = "distress"
HUMAN_ONLY = "human_only"
STEP_FAILED = "step_failed"
NOT_UNDERSTOOD = "not_understood"
SYSTEM_FAILURE = "system_failure"
REPEAT_CALL = "repeat_call"
TRIGGERS = (
    *(ASKS_FOR_PERSON, DISTRESS, HUMAN_ONLY, STEP_FAILED),
    *(NOT_UNDERSTOOD, SYSTEM_FAILURE, REPEAT_CALL),
)
"""Names of the triggers in the order in which they are weighed."""


LIMITS: Mapping[str, tuple[int, int]] = {
    "ring_s": (5, 60),
    "give_up_s": (20, 3600),
    "misses": (1, 10),
    "wrap_up_s": (5, 3600),
    "promise_h": (1, 72),
}
"""Least and most of each of the limits of a transfer."""


@dataclass(frozen=True)
class Queue:
    """Where callers wait for a person."""

    name: str
    title: str
    """As agents read it."""
    spoken: str
    """As callers hear it: "our billing team"."""
    hours: Mapping[str, Spans] | None = None
    """When its people are there, by weekday; None: at any time."""


@dataclass(frozen=True)
class Trigger:
    """A reason for a person to take over."""

    name: str
    queue: str
    reason: str
    """One sentence for the agent."""
    threshold: float = 0.0
    """0 to 1: of distress for `distress`, of confidence for `not_understood`."""
    times: int = 1
    """How often it has to happen before a person is offered."""
    days: int = 0
    """How far back `repeat_call` looks."""


@dataclass(frozen=True)
class TransferLimits:
    """How long a caller waits for a person, and agents for each other."""

    ring_s: int = 20
    """Seconds an agent's telephone rings before the next one is called."""
    give_up_s: int = 180
    """Seconds until a caller for whom nobody came is offered something else."""
    misses: int = 2
    """Calls not answered in a row after which an agent is set away."""
    wrap_up_s: int = 120
    """Seconds an agent has for notes before the next call."""
    promise_h: int = 2
    """Hours within which a callback is promised."""


@dataclass(frozen=True)
class Policy:
    """Risks, triggers and queues."""

    risks: Mapping[str, Risk] = field(default_factory=dict)
    """Risk of each intent that names a matter."""
    talk: frozenset[str] = TALK
    """Intents that name no matter: yes, no, thanks and the like."""
    queues: Mapping[str, Queue] = field(default_factory=dict)
    queue_of: Mapping[str, str] = field(default_factory=dict)
    """Queue by intent, where it is not the trigger's."""
    triggers: tuple[Trigger, ...] = tuple(Trigger(name, "", "", 0.5, 2, 7) for name in TRIGGERS)
    """In the order of TRIGGERS."""
    transfer: TransferLimits = TransferLimits()

    @property
    def intents(self) -> frozenset[str]:
        """All intents the policy knows."""
        return self.talk | set(self.risks)

    @property
    def understanding_floor(self) -> float:
        """Confidence below which an utterance counts as not understood."""
        return self.trigger(NOT_UNDERSTOOD).threshold

    @property
    def distress_threshold(self) -> float:
        """Distress from which a person takes over."""
        return self.trigger(DISTRESS).threshold

    @property
    def failures_before_offer(self) -> int:
        """Failures at a step after which a person is offered; at one more a person is fetched."""
        return self.trigger(STEP_FAILED).times

    def risk_of(self, intent: str) -> Risk | None:
        """The risk of an intent: None for talk, `human` for an intent the policy doesn't know."""
        return None if intent in self.talk else self.risks.get(intent, "human")

    def trigger(self, name: str) -> Trigger:
        """A trigger by its name.

        Raises:
            KeyError: there is no such trigger.
        """
        for trigger in self.triggers:
            if trigger.name == name:
                return trigger
        raise KeyError(name)

    def queue_for(self, intent: str, trigger: Trigger) -> str:
        """The queue of a caller's matter: its own, else that of the trigger."""
        return self.queue_of.get(intent, trigger.queue)


def queue_is_open(policy: Policy, queue: str, hours: Hours, now: datetime) -> bool:
    """Whether people of a queue are there: one without hours of its own is always open.

    Args:
        policy: with the queues.
        queue: name of one; one that is not known counts as open.
        hours: of the shop; on its holidays they hold in place of the queue's own.
        now: the shop's local time.
    """
    own = _hours_of(policy, queue, hours)
    return own is None or is_within(own.on(now.date()), now)


def callback_by(policy: Policy, queue: str, hours: Hours, now: datetime) -> datetime:
    """Until when a callback from a queue is promised: counted from its opening where it is closed.

    Args:
        policy: with the queues.
        queue: name of one.
        hours: of the shop, for its holidays.
        now: the shop's local time.
    """
    own = _hours_of(policy, queue, hours)
    begins = now
    if own is not None and not queue_is_open(policy, queue, hours, now):
        begins = own.next_opening(now) or now
    return begins + timedelta(hours=policy.transfer.promise_h)


def _hours_of(policy: Policy, queue: str, hours: Hours) -> Hours | None:
    own = policy.queues[queue].hours if queue in policy.queues else None
    return None if own is None else Hours(own, hours.holidays)


def read_policy(node: Node) -> Policy:
    """The policy in a document; faults are noted in the node's report."""
    known = ("format", "queues", "risks", "queue_of", "talk", "triggers", "transfer")
    fields = node.keys_of(known, required=("queues", "risks", "talk", "triggers"))
    no_queues: Mapping[str, Queue] = {}
    queues = fields.read("queues", _queues, no_queues)
    policy = Policy(
        risks=fields.read("risks", _risks, {}),
        talk=TALK | fields.read("talk", _names, TALK),
        queues=queues,
        queue_of=fields.read("queue_of", lambda each: _queue_of(each, queues), {}),
        triggers=fields.read("triggers", lambda each: _triggers(each, queues), ()),
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


def _triggers(node: Node, queues: Mapping[str, Queue]) -> tuple[Trigger, ...]:
    entries = node.entries()
    if tuple(entries) != TRIGGERS:
        node.wrong(
            "the triggers are not the known ones in their order",
            f"Write them in this order: {', '.join(TRIGGERS)}",
        )
        return ()
    return tuple(_trigger(name, each, queues) for name, each in entries.items())


def _trigger(name: str, node: Node, queues: Mapping[str, Queue]) -> Trigger:
    extra = {
        DISTRESS: ("threshold",),
        NOT_UNDERSTOOD: ("threshold", "times"),
        STEP_FAILED: ("times",),
        REPEAT_CALL: ("days",),
    }.get(name, ())
    required = ("queue", "reason", *extra)
    fields = node.keys_of(required, required=required)
    return Trigger(
        name,
        queue=_known_queue(fields, queues),
        reason=fields.read("reason", Node.text, ""),
        threshold=fields.read("threshold", Node.share, 0.0),
        times=fields.read("times", _times, 1),
        days=fields.read("days", Node.whole, 0),
    )


def _known_queue(fields: Fields, queues: Mapping[str, Queue]) -> str:
    return fields["queue"].one_of(queues, "queue") if queues and "queue" in fields else ""


def _times(node: Node) -> int:
    return node.whole_within(1, 3, ": a caller is never kept longer")
