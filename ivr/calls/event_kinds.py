"""Call events by name: how each is stored and read back."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import JsonValue, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python
from typing_extensions import TypedDict

from flows.events import (
    CallerRated,
    Json,
    MatterBegan,
    MatterSettled,
    SlotFilled,
    StepEntered,
    StepFailed,
)
from ivr.calls.events import (
    ActionEnded,
    ActionStarted,
    AgentTried,
    CallbackStored,
    CallEnded,
    CallerKeyed,
    CallerSpoke,
    CallEvent,
    CallStarted,
    Decided,
    FaultHappened,
    NoiseNoted,
    PromptHeard,
    PromptStarted,
    SilenceNoted,
    StatusChanged,
    StreamClosed,
    StreamOpened,
    TransferMoved,
    TransferRequested,
    Understood,
    VoicemailLeft,
)

KINDS: dict[str, type[CallEvent]] = {
    "call_started": CallStarted,
    "status_changed": StatusChanged,
    "stream_opened": StreamOpened,
    "stream_closed": StreamClosed,
    "prompt_started": PromptStarted,
    "prompt_heard": PromptHeard,
    "caller_spoke": CallerSpoke,
    "understood": Understood,
    "decided": Decided,
    "caller_keyed": CallerKeyed,
    "caller_rated": CallerRated,
    "silence_noted": SilenceNoted,
    "noise_noted": NoiseNoted,
    "step_entered": StepEntered,
    "slot_filled": SlotFilled,
    "step_failed": StepFailed,
    "matter_began": MatterBegan,
    "matter_settled": MatterSettled,
    "action_started": ActionStarted,
    "action_ended": ActionEnded,
    "transfer_requested": TransferRequested,
    "transfer_moved": TransferMoved,
    "agent_tried": AgentTried,
    "voicemail_left": VoicemailLeft,
    "callback_stored": CallbackStored,
    "fault_happened": FaultHappened,
    "call_ended": CallEnded,
}
"""The name of each event in storage. Names stay for ever: old calls are read by them."""

_NAMES = {event: name for name, event in KINDS.items()}


class _SlotFilledBody(TypedDict):
    """`SlotFilled` with its value's type spelled as pydantic can follow it."""

    slot: str
    value: JsonValue
    by: Literal["voice", "keys", "action", "flow"]


_BODIES: dict[str, TypeAdapter[Any]] = {
    name: TypeAdapter(_SlotFilledBody if event is SlotFilled else event)
    for name, event in KINDS.items()
}


def kind_of(event: CallEvent) -> str:
    """The storage name of an event."""
    return _NAMES[type(event)]


def to_body(event: CallEvent) -> dict[str, Json]:
    """The event's fields as a JSON object."""
    body: dict[str, Json] = to_jsonable_python(event)
    return body


def from_body(kind: str, body: Mapping[str, Json]) -> CallEvent:
    """The event that `kind_of` and `to_body` gave; fields it does not know are left out.

    Raises:
        ValueError: the kind is unknown or the body does not fit it.
    """
    if kind not in KINDS:
        raise ValueError(f"unknown kind of call event: {kind}")
    try:
        read = _BODIES[kind].validate_python(body)
    except ValidationError as error:
        raise ValueError(f"not the body of a {kind} event: {error}") from error
    event: CallEvent = SlotFilled(**read) if isinstance(read, dict) else read
    return event
