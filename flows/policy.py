"""The risk policy: which matters are automated, and when a person takes over. Pure data."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Literal

from flows.answers import TALK
from flows.hours import Hours, Spans, is_within

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
    active: bool = True
    """Whether `repeat_call` fires at all."""
    days: int = 0
    """How far back `repeat_call` looks."""
    not_for: tuple[str, ...] = ()
    """Intents that may be asked about as often as one likes, for `repeat_call`."""
    unless_settled: tuple[str, ...] = ()
    """Intents that are a new question where the earlier call settled them, for `repeat_call`."""
    margin: float = 0.0
    """How far a matter that the line may settle must be ahead of those kept for people, 0 to 1."""
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Sentences for the agent by the care a caller needs, in place of `reason`."""


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
    triggers: tuple[Trigger, ...] = tuple(
        Trigger(name, "", "", 0.5, 2, days=7) for name in TRIGGERS
    )
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
    def margin(self) -> float:
        """How far a matter for the line must be ahead of those for people to be settled, 0 to 1."""
        return self.trigger(NOT_UNDERSTOOD).margin

    @cached_property
    def version(self) -> str:
        """A short name of what the policy says of matters and triggers; a change changes it."""
        said = (
            sorted(self.risks.items()),
            sorted(self.talk),
            sorted(self.queue_of.items()),
            [sorted(asdict(trigger).items()) for trigger in self.triggers],
        )
        return sha256(repr(said).encode()).hexdigest()[:8]

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

    def is_repeat(self, intent: str, *, settled: bool) -> bool:
        """Whether a matter of an earlier call is one for a person when it comes up again.

        Args:
            intent: the matter.
            settled: whether the earlier call settled it.
        """
        trigger = self.trigger(REPEAT_CALL)
        if not trigger.active or intent in (*self.talk, *trigger.not_for):
            return False
        return not (settled and intent in trigger.unless_settled)

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
