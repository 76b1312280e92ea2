"""What an action is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel

from flows.events import Json
from ivr.actions.texts import Texts
from ivr.backoffice.asked import Stamp
from ivr.backoffice.interface import BackOffice
from ivr.calls.events import CallEvent
from ivr.store.database import Database
from ivr.store.identity_tries import TryLimits
from ivr.store.recorder import EventRecorder

Arguments = TypeVar("Arguments", bound=BaseModel)

Effect = Literal["reads", "repeatable", "once"]
"""`reads` changes nothing; `repeatable` may be done again under the same key; `once` may not."""

IdentityUse = Literal["unused", "needed", "checked"]
"""`needed`: the act is for a verified caller alone; `checked`: it finds out who the caller is."""


def _in_two_hours(_queue: str, now: datetime) -> datetime:
    return now + timedelta(hours=2)


@dataclass(frozen=True)
class Parts:
    """What actions work with."""

    back_office: BackOffice
    recorder: EventRecorder
    database: Database
    """Where identities, codes and links are kept, whichever the back office."""
    texts: Texts | None = None
    """Sends text messages; None where the line can't."""
    tries: TryLimits = field(default_factory=TryLimits)
    reset_page: str = "http://127.0.0.1:8080/reset/"
    """Address that the token of a link is appended to."""
    callback_by: Callable[[str, datetime], datetime] = _in_two_hours
    """Until when a caller is promised to be rung back, by queue and time."""


@dataclass(frozen=True)
class Request:
    """One act that a flow asks for."""

    call_sid: str
    caller_number: str
    """E.164, or what the network gives for a withheld number."""
    key: str
    """Idempotency key, unique over all calls."""
    now: datetime

    @property
    def stamp(self) -> Stamp:
        """The act as a back office is told of it."""
        return Stamp(self.key, self.call_sid, self.now)


@dataclass(frozen=True)
class Done:
    """How an act ended."""

    outcome: str
    values: Mapping[str, Json] = field(default_factory=dict)
    events: tuple[CallEvent, ...] = ()
    """What the record of the call has to tell beside the outcome."""


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
    gives: Mapping[str, type[BaseModel]] = field(default_factory=dict)
    """The shape of each outcome's values; an outcome that is not named gives none."""
    identity: IdentityUse = "unused"
