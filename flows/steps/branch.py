"""Go one way or another by the value of slots."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from flows.moves import GoTo, Move
from flows.problems import Place
from flows.reading import Keyed as Fields
from flows.reading import Node
from flows.steps.conditions import TESTS, Condition, read_condition
from flows.steps.step import Read, Step, Way, read_way

if TYPE_CHECKING:
    from flows.turn import Turn

CASE_REQUIRED = ("slot", "next")
CASE_KEYS = ("slot", *TESTS, "next")


@dataclass(frozen=True)
class Case:
    """A condition and where it leads."""

    condition: Condition
    way: Way


@dataclass(frozen=True)
class Branch(Step):
    """Goes where the first condition that holds leads, else to `else`.

    ```yaml
    by_state:
      type: branch
      when:
        - {slot: order.state, is: shipped, next: on_its_way}
        - {slot: order.state, in: [placed, processing], next: being_packed}
        - {slot: order.delay_reason, exists: true, next: delayed}
      else: unknown_state
    ```
    """

    KEYS: ClassVar[tuple[str, ...]] = ("when", "else")
    REQUIRED: ClassVar[tuple[str, ...]] = ("when",)

    cases: tuple[Case, ...]
    otherwise: Way

    @classmethod
    def read(cls, name: str, place: Place, fields: Fields) -> "Branch":
        """The step as its YAML says."""
        return cls(name, place, fields.read("when", _cases, ()), read_way(fields, "else"))

    @property
    def ways(self) -> tuple[Way, ...]:
        """One for each condition, and `else`."""
        return (*(case.way for case in self.cases), self.otherwise)

    @property
    def reads(self) -> tuple[Read, ...]:
        """The slots of its conditions, save those that only ask whether there is a value."""
        conditions = [case.condition for case in self.cases]
        return tuple(Read(c.path[0], c.place) for c in conditions if c.test != "exists")

    def execute(self, turn: "Turn") -> Move:
        """Go where the conditions lead."""
        for case in self.cases:
            if case.condition.holds(turn.look_up(case.condition.path)):
                return GoTo(case.way.target)
        return GoTo(self.otherwise.target)


def _cases(node: Node) -> tuple[Case, ...]:
    return tuple(_case(item) for item in node.items())


def _case(node: Node) -> Case:
    fields = node.keys_of(CASE_KEYS, required=CASE_REQUIRED)
    return Case(read_condition(fields), read_way(fields))
