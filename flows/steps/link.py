"""Call another flow and come back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from flows.events import Json
from flows.moves import Call, GoTo, Move
from flows.problems import Place
from flows.reading import Keyed as Fields
from flows.reading import Node
from flows.steps.action import read_arguments, reads_of, values_of
from flows.steps.step import Read, Step, Way, read_way
from flows.templates import Template

if TYPE_CHECKING:
    from flows.turn import Turn


@dataclass(frozen=True)
class Link(Step):
    """Runs another flow from its start, then goes on.

    ```yaml
    track_it:
      type: link
      flow: track_order
      with: {order_number: "{order_number}"}
      next: settled
    ```

    Without `next` the run does not come back.
    """

    KEYS: ClassVar[tuple[str, ...]] = ("flow", "with", "next")
    REQUIRED: ClassVar[tuple[str, ...]] = ("flow",)

    flow: str
    flow_place: Place
    given: Mapping[str, tuple[Template | Json, Place]]
    next: Way

    @classmethod
    def read(cls, name: str, place: Place, fields: Fields) -> "Link":
        """The step as its YAML says."""
        return cls(
            name,
            place,
            flow=fields.read("flow", Node.text, ""),
            flow_place=fields.read("flow", lambda node: node.place, place),
            given=fields.read("with", read_arguments, {}),
            next=read_way(fields),
        )

    @property
    def ways(self) -> tuple[Way, ...]:
        """Where it goes on after the other flow, if it comes back."""
        return (self.next,) if self.next.target else ()

    @property
    def reads(self) -> tuple[Read, ...]:
        """The slots it hands on."""
        return reads_of(self.given)

    def execute(self, turn: "Turn") -> Move:
        """Into the other flow."""
        return Call(self.flow, values_of(self.given, turn), back=bool(self.next.target))

    @property
    def calls(self) -> str:
        """The other flow."""
        return self.flow

    def came_back(self, turn: "Turn") -> Move | None:
        """On to what follows the other flow."""
        del turn
        return GoTo(self.next.target)
