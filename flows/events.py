"""What goes into the engine and what comes out of it.

Inputs say what happened on the line (past tense). Outputs say what happened in the flow (past
tense) or what the line has to do next (verbs). The last output of a run is always a wait:
`Listen`, `Act`, `TransferCaller`, `RecordMessage` or `HangUp`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from nlu.understanding import Care, Understanding

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
Verdict = Literal["automate", "verify", "clarify", "transfer", "talk"]
GrammarKind = Literal["open", "digits", "yes_no", "phrases", "letters"]
Pace = Literal["normal", "slow"]
REDACTED = "[secret]"
TALKED = "talked"
"""Outcome of a transfer: caller and agent talked, and the caller is still there."""
TRANSFER_OUTCOMES = frozenset({TALKED, "nobody", "callback", "failed"})
"""`nobody` came; the caller chose a `callback` while holding; the transfer `failed`."""
RECORD_OUTCOMES = frozenset({"recorded", "empty", "failed"})
Outcome = Literal["contained", "transferred", "callback", "voicemail", "abandoned", "failed"]


@dataclass(frozen=True)
class Scores:
    """What a decision weighed."""

    confidence: float
    """0 to 1, of the matter that decided, else of the likeliest."""
    distress: float
    """0 to 1, of the caller by the call so far."""
    lead: float
    """How far the matter is ahead of all those together that are kept for people, -1 to 1: the
    difference of both as a share of their sum."""


@dataclass(frozen=True)
class Decision:
    """What the policy makes of an utterance."""

    action: Verdict
    reason: str
    """One sentence an agent can read."""
    queue: str | None = None
    """Where a transfer goes; None unless action is `transfer`."""
    trigger: str | None = None
    """Name of the policy trigger that fired; None where none did."""
    care: Care = ""
    """What the caller is to be met with, beside the trigger."""
    intent: str = ""
    """The matter that decided; empty where none was clear."""
    scores: Scores | None = None
    """What was weighed; None for a decision from before it was kept."""
    threshold: float | None = None
    """What the score that decided was held against; None where none decided."""
    policy: str = ""
    """Version of the policy."""


# ---- inputs ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class CallBegan:
    """The caller is on the line: the entry flow starts."""


@dataclass(frozen=True)
class Heard:
    """The caller said something."""

    understanding: Understanding
    decision: Decision
    sure: bool = True
    """False where a value was corrected in mid-utterance or read from a mixed wording."""
    early: bool = False
    """Whether it was said before the caller had heard the present question."""


@dataclass(frozen=True)
class Keyed:
    """The caller keyed something and the entry is complete."""

    digits: str
    """Characters 0-9 and *; the terminating # is left out."""
    early: bool = False
    """Whether it was keyed before the present question was put."""


@dataclass(frozen=True)
class SilenceFell:
    """The caller said and keyed nothing for as long as the step allows."""


@dataclass(frozen=True)
class NoiseHeard:
    """There was sound but no words that the step's grammar knows."""


@dataclass(frozen=True)
class ActionFinished:
    """The application carried out an `Act`, a `TransferCaller` or a `RecordMessage`."""

    outcome: str
    """One of the action's declared outcomes, of TRANSFER_OUTCOMES or RECORD_OUTCOMES; `failed` with
    any of them."""
    values: Mapping[str, Json] = field(default_factory=dict)
    key: str = ""
    """Key of the wait it answers; empty for the one that is waited for. An answer to another one
    comes too late and changes nothing."""


@dataclass(frozen=True)
class LineRestored:
    """The media stream was lost in mid-call and is back: apologise and ask again."""


@dataclass(frozen=True)
class SpeechFailed:
    """The line can't hear words any more; keys still work."""


Input = (
    CallBegan
    | Heard
    | Keyed
    | SilenceFell
    | NoiseHeard
    | ActionFinished
    | LineRestored
    | SpeechFailed
)


# ---- outputs --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Grammar:
    """What the recogniser expects at a wait."""

    kind: GrammarKind = "open"
    phrases: tuple[str, ...] = ()
    """Phrases of the step itself, beside what `kind` allows."""
    digits_min: int = 1
    digits_max: int = 20
    """How many digits make a complete string, for kind `digits`."""


@dataclass(frozen=True)
class Keys:
    """What the keypad may give at a wait."""

    digits_min: int = 1
    digits_max: int = 1
    """An entry is complete at digits_max digits, at #, or after a pause."""
    menu: tuple[tuple[str, str], ...] = ()
    """Single keys with the phrase each stands for; complete at once."""


@dataclass(frozen=True)
class Speak:
    """Say this to the caller."""

    step: str
    """flow.step the words belong to."""
    text: str
    """Plain text; numbers already in their spoken form."""
    audio: str | None = None
    """Name of a recorded WAV to play in place of the voice."""
    interruptible: bool = True
    pace: Pace = "normal"
    """How fast the voice speaks."""


@dataclass(frozen=True)
class Listen:
    """Wait for the caller."""

    step: str
    grammar: Grammar
    keys: Keys
    slot: str | None = None
    silence_s: float = 6.0
    """Seconds of silence after the prompt until `SilenceFell`."""
    secret: bool = False
    """Whether what the caller says or keys is stored and logged nowhere."""
    near_secret: bool = False
    """Whether the flow asks for a secret at another wait, which the caller may give too early."""


@dataclass(frozen=True)
class Act:
    """Carry out an action and come back with `ActionFinished`."""

    step: str
    action: str
    arguments: Mapping[str, Json]
    key: str
    """Idempotency key: the same within a call for the same act, however often it is retried."""
    secrets: frozenset[str] = frozenset()
    """Names of arguments that must not be recorded or logged."""


@dataclass(frozen=True)
class TransferCaller:
    """Hand the caller to a person."""

    queue: str
    reason: str
    trigger: str
    key: str = ""
    """Idempotency key: the same within a call for the same hand-over, however often it is asked."""
    note: str = ""
    """What an agent who sends the caller on wrote for the next one."""


@dataclass(frozen=True)
class RecordMessage:
    """Record what the caller says after a tone, and come back with `ActionFinished`."""

    step: str
    key: str
    """Idempotency key: the same within a call for the same message."""
    queue: str
    """Whose people are to hear it."""
    reason: str
    """Why the caller wanted a person; empty where they did not."""
    limit_s: float
    """Seconds after which the recording ends, whatever is being said."""
    quiet_s: float
    """Seconds of silence that end it."""


@dataclass(frozen=True)
class HangUp:
    """End the call after what was said has been heard."""

    outcome: Outcome


@dataclass(frozen=True)
class StepEntered:
    """The run moved to a step."""

    step: str


@dataclass(frozen=True)
class SlotFilled:
    """A slot has a value now; an earlier one is replaced."""

    slot: str
    """flow.slot, or the bare name of a slot of the whole call."""
    value: Json
    """`REDACTED` for a secret slot."""
    by: Literal["voice", "keys", "action", "flow"]


@dataclass(frozen=True)
class StepFailed:
    """An attempt at a step brought no answer."""

    step: str
    attempt: int
    """1 for the first failure."""
    why: Literal["silence", "noise", "not_understood", "invalid", "denied"]


@dataclass(frozen=True)
class MatterBegan:
    """A flow that serves an intent started."""

    intent: str
    flow: str


@dataclass(frozen=True)
class MatterSettled:
    """That matter is done without a person."""

    intent: str
    flow: str


@dataclass(frozen=True)
class CallerRated:
    """The caller said how the call went."""

    score: int
    """1 (bad) to 5 (good)."""


Wait = Listen | Act | TransferCaller | RecordMessage | HangUp
Output = (
    Speak | Wait | StepEntered | SlotFilled | StepFailed | MatterBegan | MatterSettled | CallerRated
)
