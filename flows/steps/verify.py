"""Go on only with a caller whose identity is verified."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from flows.events import Json
from flows.moves import Call, GoTo, Move
from flows.problems import Place
from flows.reading import Keyed as Fields
from flows.steps.action import read_arguments, reads_of, values_of
from flows.steps.step import Read, Step, Way, read_way
from flows.templates import Template

if TYPE_CHECKING:
    from flows.turn import Turn

IDENTIFY_FLOW = "identify"
"""Flow that finds out who the caller is, and fills the slot `identity`."""
IDENTITY = "identity"
"""Slot of the whole call; it has a value once the caller is verified."""
VERIFIED = "verified"
"""Outcome of an action that checks an identity and finds it right."""


@dataclass(frozen=True)
class Verify(Step):
    """Has the caller verified by the flow `identify`, once a call.

    ```yaml
    who:
      type: verify
      with: {order_number: "{order_number}"}   # what is known already; may be left out
      next: cancel          # the caller is verified
      else: not_verified    # the flow `identify` ended without that
    ```
    """

    KEYS: ClassVar[tuple[str, ...]] = ("with", "next", "else")
    REQUIRED: ClassVar[tuple[str, ...]] = ("next", "else")

    next: Way
    otherwise: Way
    given: Mapping[str, tuple[Template | Json, Place]]

    @classmethod
    def read(cls, name: str, place: Place, fields: Fields) -> "Verify":
        """The step as its YAML says."""
        return cls(
            name,
            place,
            next=read_way(fields),
            otherwise=read_way(fields, "else"),
            given=fields.read("with", read_arguments, {}),
        )

    @property
    def ways(self) -> tuple[Way, ...]:
        """For a verified caller, and for any other."""
        return (self.next, self.otherwise)

    @property
    def reads(self) -> tuple[Read, ...]:
        """The slots it hands on."""
        return reads_of(self.given)

    @property
    def sets(self) -> frozenset[str]:
        """The identity."""
        return frozenset({IDENTITY})

    @property
    def calls(self) -> str:
        """The flow that identifies."""
        return IDENTIFY_FLOW

    def execute(self, turn: "Turn") -> Move:
        """On where the caller is verified; else into the flow that identifies."""
        if turn.has(IDENTITY):
            return GoTo(self.next.target)
        return Call(IDENTIFY_FLOW, values_of(self.given, turn))

    def came_back(self, turn: "Turn") -> Move | None:
        """Go on by whether the caller is verified now."""
        return GoTo((self.next if turn.has(IDENTITY) else self.otherwise).target)
