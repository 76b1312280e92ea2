"""Hand the caller to a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from flows.events import TALKED, ActionFinished, Json, TransferCaller, Wait
from flows.moves import FetchPerson, FlowFault, GoTo, Move
from flows.policy import ASKS_FOR_PERSON, queue_is_open
from flows.problems import Place
from flows.reading import Keyed as Fields
from flows.reading import Node
from flows.steps.action import FAILED, bounded, read_outcomes, read_texts
from flows.steps.step import Answer, Step, Way

if TYPE_CHECKING:
    from flows.turn import Turn

PERSON_FLOW = "person"
"""Flow through which every transfer goes."""
TRANSFER = "transfer"
"""Slot of the whole call that tells where the caller goes and why."""


@dataclass(frozen=True)
class Transfer(Step):
    """Fetches a person, by way of the flow `person`.

    ```yaml
    to_person:
      type: transfer
      queue: support                # left out: the trigger's queue
      reason: "The order could not be found"
      trigger: asks_for_person
    ```

    In the flow `person` itself it hands the caller over, and `outcomes` say how to go on; the way
    `failed` stands in for any that is left out.

    ```yaml
    hand_over:
      type: transfer
      save: {why: why, back: back}
      outcomes: {talked: after_the_talk, nobody: sorry, callback: own_number, failed: failed}
    ```
    """

    KEYS: ClassVar[tuple[str, ...]] = ("queue", "reason", "trigger", "save", "outcomes")
    REQUIRED: ClassVar[tuple[str, ...]] = ()

    queue: str
    queue_place: Place
    reason: str
    trigger: str
    outcomes: tuple[Way, ...]
    save: Mapping[str, str] = field(default_factory=dict)
    """Slots by what each takes: `why` nobody came, or where the agent sent the caller `back` to."""

    @classmethod
    def read(cls, name: str, place: Place, fields: Fields) -> "Transfer":
        """The step as its YAML says."""
        return cls(
            name,
            place,
            queue=fields.read("queue", Node.text, ""),
            queue_place=fields.read("queue", lambda node: node.place, place),
            reason=fields.read("reason", Node.text, ""),
            trigger=fields.read("trigger", Node.text, ASKS_FOR_PERSON),
            outcomes=fields.read("outcomes", read_outcomes, ()),
            save=fields.read("save", read_texts, {}),
        )

    @property
    def waits(self) -> bool:
        """It leaves the flow, or waits for the hand-over."""
        return True

    @property
    def ways(self) -> tuple[Way, ...]:
        """One for each outcome of the hand-over."""
        return self.outcomes

    @property
    def sets(self) -> frozenset[str]:
        """The slots it saves to."""
        return frozenset(self.save)

    def execute(self, turn: "Turn") -> Move:
        """Fetch a person; in the flow `person`, hand over."""
        if turn.state.flow != PERSON_FLOW:
            return FetchPerson(self.trigger, self.queue or None, self.reason or None)
        turn.stand("transfer")
        turn.state = replace(turn.state, transfers=turn.state.transfers + 1)
        return self._hand_over(turn)

    def hear(self, turn: "Turn", happened: Answer) -> Move | None:
        """Go on by the outcome of the hand-over; an agent may have sent the caller to a queue.

        Raises:
            FlowFault: there is no way on, or more came back than a run can hold.
        """
        if not isinstance(happened, ActionFinished):
            return None
        asked = self._hand_over(turn)
        if happened.key and happened.key != asked.key:
            return asked
        if happened.outcome == TALKED:
            turn.state = replace(turn.state, talked=True)
            _send_on(turn, happened.values.get("back"))
        for slot, key in self.save.items():
            turn.fill(slot, bounded(happened.values.get(key)), by="action")
        ways = {way.label: way.target for way in self.outcomes}
        target = ways.get(happened.outcome, ways.get(FAILED))
        if target is None:
            raise FlowFault(f"'{turn.where}' has no way on after '{happened.outcome}'")
        return GoTo(target)

    def wait(self, turn: "Turn") -> Wait | None:
        """The same hand-over."""
        return self._hand_over(turn)

    def _hand_over(self, turn: "Turn") -> TransferCaller:
        told = {
            name: _text(turn.look_up((TRANSFER, name)))
            for name in ("queue", "reason", "trigger", "note")
        }
        return TransferCaller(
            self.queue or told["queue"],
            self.reason or told["reason"],
            told["trigger"],
            key=f"transfer:{turn.state.transfers}",
            note=told["note"],
        )


def _send_on(turn: "Turn", back: Json) -> None:
    """Where the agent sends the caller to another queue: the next hand-over goes there."""
    told, queues = turn.look_up((TRANSFER,)), turn.flows.policy.queues
    if not isinstance(back, dict) or not isinstance(told, dict) or back.get("to") != "queue":
        return
    queue = _text(back.get("queue"))
    if queue in queues:
        note = bounded(back.get("note") or "")
        turn.fill(TRANSFER, {**told, **queue_told(turn, queue), "note": note}, by="action")


def queue_told(turn: "Turn", queue: str) -> dict[str, Json]:
    """What flows can read of a queue while a person of it is being fetched."""
    policy = turn.flows.policy
    return {
        "queue": queue,
        "queue_name": policy.queues[queue].spoken if queue in policy.queues else queue,
        "open": queue_is_open(policy, queue, turn.flows.hours, turn.now),
    }


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
