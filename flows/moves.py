"""Where a step sends the run."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.events import Json, Wait
from nlu.understanding import Care

END = "end"
"""Target that ends a flow without claiming anything."""
SETTLED = "settled"
"""Target that ends a flow whose matter is done."""
DECLINED = "declined"
"""Target that ends a flow whose matter the caller let go, such as by a no to a person's help."""
TARGETS = frozenset({END, SETTLED, DECLINED})


@dataclass(frozen=True)
class GoTo:
    """On to a step of the same flow, or to one of TARGETS."""

    step: str


@dataclass(frozen=True)
class Call:
    """Into another flow."""

    flow: str
    given: Mapping[str, Json] = field(default_factory=dict)
    """Values of the other flow's slots."""
    back: bool = True
    """Whether the run comes back to the step that called."""


@dataclass(frozen=True)
class Begin:
    """Serve a matter in place of the present flow."""

    intent: str


@dataclass(frozen=True)
class FetchPerson:
    """Hand the caller to a person, whatever else is open."""

    trigger: str
    queue: str | None = None
    """None: the trigger's queue."""
    reason: str | None = None
    """None: the trigger's reason."""
    care: Care = ""
    """What the caller is to be met with."""


Move = GoTo | Call | Begin | FetchPerson | Wait


class FlowFault(Exception):
    """The flow can't go on: a fault of its definition or of a value an action gave."""
