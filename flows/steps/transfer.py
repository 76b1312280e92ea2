"""Hand the caller to a person."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from flows.events import ActionFinished, Json, TransferCaller, Wait
from flows.moves import FetchPerson, FlowFault, GoTo, Move
from flows.policy import ASKS_FOR_PERSON
from flows.problems import Place
from flows.reading import Keyed as Fields
from flows.reading import Node
from flows.steps.action import FAILED, read_outcomes
from flows.steps.step import Answer, Step, Way

if TYPE_CHECKING:
    from flows.turn import Turn

PERSON_FLOW = "person"
"""Flow through which every transfer goes."""


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
    """

    KEYS: ClassVar[tuple[str, ...]] = ("queue", "reason", "trigger", "outcomes")
    REQUIRED: ClassVar[tuple[str, ...]] = ()

    queue: str
    queue_place: Place
    reason: str
    trigger: str
    outcomes: tuple[Way, ...]

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
        )

    @property
    def waits(self) -> bool:
        """It leaves the flow, or waits for the hand-over."""
        return True

    @property
    def ways(self) -> tuple[Way, ...]:
        """One for each outcome of the hand-over."""
        return self.outcomes

    def execute(self, turn: "Turn") -> Move:
        """Fetch a person; in the flow `person`, hand over."""
        if turn.state.flow != PERSON_FLOW:
            return FetchPerson(self.trigger, self.queue or None, self.reason or None)
        turn.stand("transfer")
        return self._hand_over(turn)

    def hear(self, turn: "Turn", happened: Answer) -> Move | None:
        """Go on by the outcome of the hand-over.

        Raises:
            FlowFault: there is no way on.
        """
        if not isinstance(happened, ActionFinished):
            return None
        ways = {way.label: way.target for way in self.outcomes}
        target = ways.get(happened.outcome, ways.get(FAILED))
        if target is None:
            raise FlowFault(f"'{turn.where}' has no way on after '{happened.outcome}'")
        return GoTo(target)

    def wait(self, turn: "Turn") -> Wait | None:
        """The same hand-over."""
        return self._hand_over(turn)

    def _hand_over(self, turn: "Turn") -> TransferCaller:
        queue = self.queue or _text(turn.look_up(("transfer", "queue")))
        reason = self.reason or _text(turn.look_up(("transfer", "reason")))
        return TransferCaller(queue, reason, _text(turn.look_up(("transfer", "trigger"))))


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
