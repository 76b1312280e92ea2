"""What all steps have in common: a name, a place, ways on, and what checks look at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.events import ActionFinished, Heard, Keyed, Wait
from flows.moves import Move
from flows.problems import Place
from flows.prompts import Wordings
from flows.reading import Keyed as Fields

if TYPE_CHECKING:
    from flows.steps.collect import Collect
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
    def passing(self) -> tuple[Way, ...]:
        """The ways it may take without having waited for anything."""
        return () if self.waits else self.ways

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

    @property
    def calls(self) -> str:
        """The flow it may run and come back from, or hand over to; empty where it runs none."""
        return ""

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

    def again(self, turn: "Turn") -> Move | None:
        """Where the run goes after another process took the call over; None: to `wait`."""
        del turn
        return None

    def came_back(self, turn: "Turn") -> Move | None:
        """Where the run goes after the flow this step called; None where it called none."""
        del turn
        return None

    def asks(self, turn: "Turn") -> "Collect | None":
        """The question this step puts to the caller; None where it puts none."""
        del turn
        return None


def read_way(fields: Fields, key: str = "next") -> Way:
    """The way on named by an entry of the step; empty where there is none."""
    if key in fields:
        return Way(key, fields[key].text(), fields[key].place)
    return Way(key, "", fields.whole.place)
