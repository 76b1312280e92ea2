"""Call events: the one record of a call.

Transcript, decisions, prompts heard, keypad entries, actions and faults are all call events, and
every page and report reads these and nothing else. An event is a frozen dataclass; `KINDS` names
each for storage. What a flow itself reports (`StepEntered`, `SlotFilled`, …) is stored as it
comes from the engine.
"""

from dataclasses import dataclass
from typing import Literal

from flows.events import (
    CallerRated,
    Decision,
    MatterBegan,
    MatterSettled,
    Outcome,
    SlotFilled,
    StepEntered,
    StepFailed,
)
from nlu.understanding import Understanding

FaultPart = Literal["nlu", "speech", "voice", "stream", "database", "back_office", "flow", "line"]


@dataclass(frozen=True)
class CallStarted:
    """The line answered. The numbers themselves are kept in the call's row."""

    direction: Literal["inbound", "outbound"]
    flow_version: str
    """Version of the flows this call runs on to its end."""


@dataclass(frozen=True)
class StatusChanged:
    """The telephone network told of a new state of the call."""

    status: str
    """Twilio's CallStatus: ringing, in-progress, completed, busy, no-answer, failed, canceled."""
    sequence: int | None = None
    """Twilio's SequenceNumber of the report."""


@dataclass(frozen=True)
class StreamOpened:
    """The caller's audio arrives."""

    stream_sid: str
    count: int
    """1 for the first stream of the call; more after the line was restored."""


@dataclass(frozen=True)
class StreamClosed:
    """The caller's audio ended."""

    stream_sid: str
    reason: str
    """stopped (by the caller), ended (by the line), lost, malformed, turn_stuck …"""


@dataclass(frozen=True)
class PromptStarted:
    """The line began to speak."""

    prompt_id: str
    step: str
    """flow.step the words belong to."""
    text: str
    marks: tuple[tuple[str, str], ...] = ()
    """(mark, words up to it since the mark before), in order."""
    voice_to_voice_ms: float | None = None
    """Milliseconds from the end of the caller's speech to the first audio of this prompt sent;
    None where the prompt answers no speech."""


@dataclass(frozen=True)
class PromptHeard:
    """What of a prompt reached the caller's ear, as returned marks prove."""

    prompt_id: str
    heard_text: str
    complete: bool
    """False where the caller interrupted or left."""


@dataclass(frozen=True)
class CallerSpoke:
    """An utterance of the caller, as recognised."""

    text: str
    start_ms: int
    """Audio time of the first voiced frame, in milliseconds since the stream opened."""
    end_ms: int
    """Audio time of the last voiced frame."""
    endpoint_ms: int
    """Audio time at which the utterance was taken as complete."""
    grammar: str
    """Kind of the grammar the recogniser listened with."""
    second_pass: bool = False
    """True where the audio was decoded again with the open grammar."""
    interrupted_prompt: str | None = None
    """prompt_id of the prompt the caller talked over."""
    slot: str | None = None
    """Slot the waiting step asks for; the words of a secret slot are not stored."""


@dataclass(frozen=True)
class Understood:
    """What the utterance means."""

    understanding: Understanding
    took_ms: float
    slot: str | None = None
    """Slot the waiting step asks for; the words of a secret slot are not stored."""
    voice: float = 0.0
    """How raised the caller's voice was against their own start, 0 to 1."""


@dataclass(frozen=True)
class Decided:
    """What the policy made of the utterance, and why."""

    decision: Decision


@dataclass(frozen=True)
class CallerKeyed:
    """A complete keypad entry."""

    digits: str
    slot: str | None = None
    """Slot the waiting step asks for; the digits of a secret slot are not stored."""


@dataclass(frozen=True)
class SilenceNoted:
    """Nothing was said or keyed for as long as the step allows."""

    step: str
    after_s: float


@dataclass(frozen=True)
class NoiseNoted:
    """There was sound but no words."""

    step: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True)
class ActionStarted:
    """An action was begun."""

    action: str
    key: str
    """Idempotency key."""


@dataclass(frozen=True)
class ActionEnded:
    """An action came back."""

    action: str
    key: str
    outcome: str
    """One of the action's declared outcomes, or `failed`."""
    took_ms: float
    fault: str | None = None
    """Code of the fault; None unless outcome is `failed`."""


@dataclass(frozen=True)
class TransferRequested:
    """The caller is to be handed to a person."""

    queue: str
    reason: str
    trigger: str


@dataclass(frozen=True)
class TransferMoved:
    """A transfer came into another state."""

    transfer: int
    """Its number in the table of transfers."""
    state: str
    """One of `TransferState`."""
    why: str = ""
    """Why it ended as it did; empty while it goes on."""


@dataclass(frozen=True)
class AgentTried:
    """An attempt to bring an agent into the call is over."""

    transfer: int
    attempt: int
    agent: str
    """Shown name."""
    outcome: str
    """One of `AttemptOutcome`."""
    rang_s: float
    """Seconds from placing the call to its answer or its end."""


@dataclass(frozen=True)
class VoicemailLeft:
    """The caller recorded a message."""

    key: str
    """Idempotency key of the recording in the table of voicemails."""
    queue: str
    length_s: float
    text: str
    """What was recognised of it."""


@dataclass(frozen=True)
class CallbackStored:
    """A person will ring the caller back."""

    key: str
    """Idempotency key of the promise in the table of callbacks."""
    number_ends: str
    """The last four digits of the number to ring."""
    queue: str
    promised_by: str
    """ISO 8601 time in UTC."""


@dataclass(frozen=True)
class FaultHappened:
    """A part of the line failed, and the call went on."""

    part: FaultPart
    code: str
    what: str
    """One sentence for the person who mends it."""


@dataclass(frozen=True)
class CallEnded:
    """The call is over."""

    outcome: Outcome
    why: str
    """caller_hung_up, line_hung_up, line_lost …"""


CallEvent = (
    CallStarted
    | StatusChanged
    | StreamOpened
    | StreamClosed
    | PromptStarted
    | PromptHeard
    | CallerSpoke
    | Understood
    | Decided
    | CallerKeyed
    | CallerRated
    | SilenceNoted
    | NoiseNoted
    | StepEntered
    | SlotFilled
    | StepFailed
    | MatterBegan
    | MatterSettled
    | ActionStarted
    | ActionEnded
    | TransferRequested
    | TransferMoved
    | AgentTried
    | VoicemailLeft
    | CallbackStored
    | FaultHappened
    | CallEnded
)
