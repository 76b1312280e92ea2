"""Record a message for people."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from flows.events import ActionFinished, RecordMessage, Wait
from flows.moves import GoTo, Move
from flows.policy import ASKS_FOR_PERSON
from flows.problems import Place
from flows.prompts import Wordings, read_wordings
from flows.reading import Keyed as Fields
from flows.reading import Node
from flows.steps.step import Answer, Step, Way, read_way

if TYPE_CHECKING:
    from flows.turn import Turn

LONGEST_S = 600
"""Most seconds of a message."""


@dataclass(frozen=True)
class Record(Step):
    """Records what the caller says, until `#`, silence or the limit.

    ```yaml
    message:
      type: record
      prompt: "Please leave your message after the tone, and press hash when you're done."
      queue: support        # left out: that of the transfer
      limit: 120            # seconds; 120 by default
      quiet: 4              # seconds of silence that end it; 4 by default
      next: thanks
      empty: nothing_heard  # there was no voice
      failed: sorry         # it could not be recorded
    ```
    """

    KEYS: ClassVar[tuple[str, ...]] = (
        *("prompt", "queue", "limit", "quiet", "next", "empty", "failed"),
    )
    REQUIRED: ClassVar[tuple[str, ...]] = ("prompt", "next", "empty", "failed")

    prompt: Wordings
    recorded: Way
    empty: Way
    failed: Way
    queue: str
    queue_place: Place
    limit_s: int = 120
    quiet_s: int = 4

    @classmethod
    def read(cls, name: str, place: Place, fields: Fields) -> "Record":
        """The step as its YAML says."""
        return cls(
            name,
            place,
            prompt=fields.read("prompt", read_wordings, ()),
            recorded=read_way(fields),
            empty=read_way(fields, "empty"),
            failed=read_way(fields, "failed"),
            queue=fields.read("queue", Node.text, ""),
            queue_place=fields.read("queue", lambda node: node.place, place),
            limit_s=fields.read("limit", _seconds, 120),
            quiet_s=fields.read("quiet", _seconds, 4),
        )

    @property
    def waits(self) -> bool:
        """It waits for the message."""
        return True

    @property
    def ways(self) -> tuple[Way, ...]:
        """One for each thing that may come of it."""
        return (self.recorded, self.empty, self.failed)

    @property
    def wordings(self) -> tuple[Wordings, ...]:
        """What is said before the tone."""
        return (self.prompt,)

    def execute(self, turn: "Turn") -> Move:
        """Say what comes, and record."""
        turn.say("prompt", self.prompt)
        turn.stand("record")
        return self._message(turn)

    def hear(self, turn: "Turn", happened: Answer) -> Move | None:
        """Go on once the recording is over."""
        if not isinstance(happened, ActionFinished):
            return None
        asked = self._message(turn)
        if happened.key and happened.key != asked.key:
            return asked
        turn.count_act()
        ways = {"recorded": self.recorded, "empty": self.empty}
        return GoTo(ways.get(happened.outcome, self.failed).target)

    def wait(self, turn: "Turn") -> Wait | None:
        """The same message."""
        return self._message(turn)

    def _message(self, turn: "Turn") -> RecordMessage:
        told = {name: turn.look_up(("transfer", name)) for name in ("queue", "reason")}
        queue = self.queue or told["queue"]
        usual = turn.flows.policy.trigger(ASKS_FOR_PERSON).queue
        return RecordMessage(
            step=turn.where,
            key=f"{turn.where}.{turn.finished_acts}",
            queue=queue if isinstance(queue, str) else usual,
            reason=told["reason"] if isinstance(told["reason"], str) else "",
            limit_s=float(self.limit_s),
            quiet_s=float(self.quiet_s),
        )


def _seconds(node: Node) -> int:
    return node.whole_within(1, LONGEST_S, " seconds")
