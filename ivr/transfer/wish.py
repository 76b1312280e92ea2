"""What a call asks of a transfer, and what it is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from flows.events import Json
from ivr.transfer.states import TransferState

BackTo = Literal["rating", "queue", "line"]
"""Where an agent sends a caller after the talk."""


@dataclass(frozen=True)
class Wish:
    """A call's wish for a person."""

    key: str
    """Idempotency key, `CALLSID:transfer:N`: asked again, it is the same transfer."""
    call_sid: str
    queue: str
    reason: str
    """One sentence for the agent."""
    trigger: str
    note: str = ""
    """What the agent before wrote for the next one."""


@dataclass(frozen=True)
class Standing:
    """Where a transfer stands, as the holding caller is told."""

    transfer_id: int
    key: str
    queue: str
    state: TransferState
    why: str
    """Why it ended: closed, nobody_available, all_tried, limit, caller_hung_up, callback, menu,
    line_failed, talked; empty while it goes on."""
    place: int | None
    """Place in the queue, 1 for the next; None where the caller waits no more."""
    estimate_s: int | None
    """Seconds that callers of this queue really waited, by place; None where too few are known."""
    agent: str
    """Shown name of the agent who accepted, else empty."""
    back: Mapping[str, Json] = field(default_factory=dict)
    """Where the agent sent the caller: {to: rating | queue | line, queue?, note?}."""


@dataclass(frozen=True)
class Meeting:
    """The conference a caller enters in place of a new stream."""

    transfer_id: int
    attempt_id: int
    conference: str
    """Friendly name; holds no personal data."""


@dataclass(frozen=True)
class Whisper:
    """The agent's leg hears the summary and is asked for a key."""

    text: str


@dataclass(frozen=True)
class Join:
    """The agent's leg enters the conference."""

    attempt_id: int
    conference: str


@dataclass(frozen=True)
class Gone:
    """Nothing is left for the agent's leg: it hears a sentence and is hung up."""

    sentence: str


@dataclass(frozen=True)
class OnTheWay:
    """The desk has accepted: a request that takes the leg into the conference is under way.

    The leg waits a little for it, and otherwise goes by itself: entering twice would end the
    conference in between.
    """

    attempt_id: int


AgentHears = Whisper | Join | OnTheWay | Gone
