"""Answer from the knowledge base."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from flows.knowledge import Entry
from flows.moves import FetchPerson, GoTo, Move
from flows.policy import SYSTEM_FAILURE
from flows.problems import Place
from flows.reading import Keyed as Fields
from flows.reading import Node
from flows.steps.step import Step, Way, read_way

if TYPE_CHECKING:
    from flows.turn import Turn

NO_ENTRY = "The knowledge base has no answer that holds today"
"""Why a person is fetched where no entry can be spoken."""


@dataclass(frozen=True)
class AnswerStep(Step):
    """Says an entry of `knowledge.yaml` and goes on.

    ```yaml
    tell:
      type: answer
      entry: returns_general    # left out: the entry that the caller's words picked
      next: settled
    ```

    Without `entry` it is the one whose synonyms the caller used when the matter was named, else
    the first of the flow's intents that holds today. Where none holds, a person is fetched.
    """

    KEYS: ClassVar[tuple[str, ...]] = ("entry", "next")
    REQUIRED: ClassVar[tuple[str, ...]] = ("next",)

    entry: str
    entry_place: Place
    next: Way

    @classmethod
    def read(cls, name: str, place: Place, fields: Fields) -> "AnswerStep":
        """The step as its YAML says."""
        return cls(
            name,
            place,
            entry=fields.read("entry", Node.text, ""),
            entry_place=fields.read("entry", lambda node: node.place, place),
            next=read_way(fields),
        )

    @property
    def ways(self) -> tuple[Way, ...]:
        """Its one way on."""
        return (self.next,)

    def execute(self, turn: "Turn") -> Move:
        """Say the entry and go on."""
        entry = self._entry(turn)
        if entry is None:
            turn.say_phrase("apology")
            return FetchPerson(SYSTEM_FAILURE, reason=NO_ENTRY)
        turn.say(entry.name, entry.spoken)
        return GoTo(self.next.target)

    def _entry(self, turn: "Turn") -> Entry | None:
        knowledge, today = turn.flows.knowledge, turn.now.date()
        if self.entry:
            return knowledge.valid(self.entry, today)
        own = [intent for intent, _ in turn.flows.flow(turn.state.flow).intents]
        served = [intent for intent, flow in turn.state.matters if flow == turn.state.flow]
        for intent in (*reversed(served), *own):
            picked = knowledge.valid(turn.state.entries.get(intent, ""), today)
            of_intent = (picked,) if picked else knowledge.of_intent(intent, today)
            if of_intent:
                return of_intent[0]
        return None
