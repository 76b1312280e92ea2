"""End the call."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, get_args

from flows.events import HangUp, Outcome, Wait
from flows.moves import Move
from flows.outcome import outcome_if_left
from flows.problems import Place
from flows.prompts import Wordings, read_wordings
from flows.reading import Keyed as Fields
from flows.reading import Node
from flows.steps.step import Step

if TYPE_CHECKING:
    from flows.turn import Turn


@dataclass(frozen=True)
class Hangup(Step):
    """Says a last sentence and ends the call.

    ```yaml
    bye:
      type: hangup
      prompt: "Thank you for calling. Goodbye."
      outcome: callback
    ```

    Without an outcome the call is `contained` where a matter was settled, none is open and no
    person was asked for in vain, else `abandoned`.
    """

    KEYS: ClassVar[tuple[str, ...]] = ("prompt", "outcome")
    REQUIRED: ClassVar[tuple[str, ...]] = ()

    prompt: Wordings
    outcome: Outcome | None

    @classmethod
    def read(cls, name: str, place: Place, fields: Fields) -> "Hangup":
        """The step as its YAML says."""
        return cls(
            name,
            place,
            prompt=fields.read("prompt", read_wordings, ()),
            outcome=fields.read("outcome", _outcome, None),
        )

    @property
    def waits(self) -> bool:
        """Nothing comes after it."""
        return True

    @property
    def wordings(self) -> tuple[Wordings, ...]:
        """Its last words."""
        return (self.prompt,) if self.prompt else ()

    def execute(self, turn: "Turn") -> Move:
        """Say goodbye and hang up."""
        turn.say("prompt", self.prompt, interruptible=False)
        return HangUp(self.outcome or outcome_if_left(turn.state))

    def wait(self, turn: "Turn") -> Wait | None:
        """The same ending."""
        return HangUp(self.outcome or outcome_if_left(turn.state))


def _outcome(node: Node) -> Outcome | None:
    outcomes: tuple[Outcome, ...] = get_args(Outcome)
    word = node.one_of(outcomes, "outcome")
    return next((outcome for outcome in outcomes if outcome == word), None)
