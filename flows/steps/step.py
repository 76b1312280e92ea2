"""What all steps have in common: a name, a place, ways on, and what checks look at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.events import ActionFinished, Heard, Keyed, Wait
from flows.moves import Move
from flows.problems import Place
from flows.prompts import Wordings
from flows.reading import Keyed as Fields

if TYPE_CHECKING:
    from flows.turn import Turn

Answer = Heard | Keyed | ActionFinished


@dataclass(frozen=True)
class Way:
    """A way on from a step."""

    label: str
    """When it is taken: `next`, an outcome, a choice."""
    target: str
    """A step of the flow or one of TARGETS; empty where none is given."""
    place: Place


@dataclass(frozen=True)
class Read:
    """A slot that a step needs a value of."""

    slot: str
    place: Place


@dataclass(frozen=True)
class Step:
    """One step of a flow. Each type is a file of this folder."""

    name: str
    place: Place

    @property
    def waits(self) -> bool:
        """Whether the run stops here until something happens on the line."""
        return False

    @property
    def ways(self) -> tuple[Way, ...]:
        """All ways on."""
        return ()

    @property
    def wordings(self) -> tuple[Wordings, ...]:
        """All it may say."""
        return ()

    @property
    def reads(self) -> tuple[Read, ...]:
        """Slots it needs beside those of its prompts."""
        return ()

    @property
    def sets(self) -> frozenset[str]:
        """Slots it may give a value."""
        return frozenset()

    def execute(self, turn: "Turn") -> Move:
        """Do the step's work and say where the run goes."""
        raise NotImplementedError

    def hear(self, turn: "Turn", happened: Answer) -> Move | None:
        """Take what happened at this step's wait; None where it is nothing the step can use."""
        del turn, happened
        return None

    def wait(self, turn: "Turn") -> Wait | None:
        """The wait this step stands at, once more and without a word."""
        del turn
        return None


def read_way(fields: Fields, key: str = "next") -> Way:
    """The way on named by an entry of the step; empty where there is none."""
    if key in fields:
        return Way(key, fields[key].text(), fields[key].place)
    return Way(key, "", fields.whole.place)
