"""Say something and go on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from flows.moves import GoTo, Move
from flows.problems import Place
from flows.prompts import Wordings, read_wordings
from flows.reading import Keyed as Fields
from flows.reading import Node
from flows.steps.step import Step, Way, read_way

if TYPE_CHECKING:
    from flows.turn import Turn


@dataclass(frozen=True)
class Say(Step):
    """Says one of its wordings and goes on.

    ```yaml
    on_its_way:
      type: say
      prompt:
        - "Your order is on its way. It should arrive on {order.expected_on:date}."
        - "It's on its way, and should be with you on {order.expected_on:date}."
      interruptible: true
      next: settled
    ```
    """

    KEYS: ClassVar[tuple[str, ...]] = ("prompt", "next", "interruptible")
    REQUIRED: ClassVar[tuple[str, ...]] = ("prompt",)

    prompt: Wordings
    next: Way
    interruptible: bool = True

    @classmethod
    def read(cls, name: str, place: Place, fields: Fields) -> "Say":
        """The step as its YAML says."""
        return cls(
            name,
            place,
            prompt=fields.read("prompt", read_wordings, ()),
            next=read_way(fields),
            interruptible=fields.read("interruptible", Node.flag, default=True),
        )

    @property
    def ways(self) -> tuple[Way, ...]:
        """Its one way on."""
        return (self.next,)

    @property
    def wordings(self) -> tuple[Wordings, ...]:
        """Its prompt."""
        return (self.prompt,)

    def execute(self, turn: "Turn") -> Move:
        """Say it and go on."""
        turn.say("prompt", self.prompt, interruptible=self.interruptible)
        return GoTo(self.next.target)
