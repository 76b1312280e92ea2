"""What an action is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel

from flows.events import Json
from ivr.backoffice.interface import BackOffice
from ivr.calls.events import CallEvent
from ivr.store.recorder import EventRecorder

Arguments = TypeVar("Arguments", bound=BaseModel)

Effect = Literal["reads", "repeatable", "once"]
"""`reads` changes nothing; `repeatable` may be done again under the same key; `once` may not."""


@dataclass(frozen=True)
class Parts:
    """What actions work with."""

    back_office: BackOffice
    recorder: EventRecorder
    callback_within: timedelta = timedelta(hours=2)
    """How soon a caller is promised to be rung back."""


@dataclass(frozen=True)
class Request:
    """One act that a flow asks for."""

    call_sid: str
    caller_number: str
    """E.164, or what the network gives for a withheld number."""
    key: str
    """Idempotency key, unique over all calls."""
    now: datetime


@dataclass(frozen=True)
class Done:
    """How an act ended."""

    outcome: str
    values: Mapping[str, Json] = field(default_factory=dict)
    events: tuple[CallEvent, ...] = ()
    """What the record of the call has to tell beside the outcome."""


class ActionFailed(Exception):
    """The act did not take place, for a reason no flow can settle."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code
        """A short name for records and metrics."""


@dataclass(frozen=True)
class Action(Generic[Arguments]):
    """One thing flows may do."""

    name: str
    arguments: type[Arguments]
    outcomes: tuple[str, ...]
    """Every outcome beside `failed`."""
    effect: Effect
    carry_out: Callable[[Arguments, Request, Parts], Done]
    """May raise `BackOfficeAway`, `DatabaseFailure` or `ActionFailed`."""
    timeout_s: float = 4.0
