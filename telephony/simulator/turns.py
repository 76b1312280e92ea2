"""What a scripted person does on the phone, one thing after the other."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

NoiseKind = Literal["white", "babble", "shout"]


@dataclass(frozen=True)
class Hear:
    """Wait until a prompt with these words, or others, has been heard to its end."""

    words: str
    within_s: float = 30.0
    """Seconds of audio time to wait."""
    or_words: tuple[str, ...] = ()
    """Others that will do as well."""


@dataclass(frozen=True)
class Say:
    """Speak."""

    words: str


@dataclass(frozen=True)
class PlayWav:
    """Speak with a recording's voice."""

    path: Path


@dataclass(frozen=True)
class Press:
    """Press keys, 0 to 9, * and #, as a person does."""

    keys: str


@dataclass(frozen=True)
class Interrupt:
    """Speak while the other side still speaks."""

    words: str
    after_ms: int = 700
    """How long it has to have been speaking."""
    within_s: float = 30.0
    """Seconds of audio time to wait for that."""


@dataclass(frozen=True)
class KeepSilent:
    """Say nothing for so many seconds."""

    seconds: float


@dataclass(frozen=True)
class MakeNoise:
    """Sound without words."""

    kind: NoiseKind
    seconds: float
    level: float = 0.3
    """Peak, 0 to 1 of the loudest there is."""


@dataclass(frozen=True)
class LoseFrames:
    """The network loses what the caller sends for so many seconds."""

    seconds: float


@dataclass(frozen=True)
class SendRaw:
    """The network sends the application a message that is not of the protocol."""

    message: str | bytes


@dataclass(frozen=True)
class KillStream:
    """The network's connection to the application breaks."""


@dataclass(frozen=True)
class CauseFault:
    """Whoever plays the script makes something fail."""

    what: str


AgentStage = Literal["ringing", "whispering", "accepted", "joined"]


@dataclass(frozen=True)
class AwaitAgent:
    """Wait until the call to some agent has come so far."""

    stage: AgentStage
    within_s: float = 60.0
    """Seconds of audio time to wait."""


@dataclass(frozen=True)
class HangUp:
    """Put the receiver down."""


Act = (
    Hear
    | Say
    | PlayWav
    | Press
    | Interrupt
    | KeepSilent
    | MakeNoise
    | LoseFrames
    | SendRaw
    | KillStream
    | CauseFault
    | AwaitAgent
    | HangUp
)


@dataclass(frozen=True)
class Turn:
    """One act and the line of the script it stands in, from 1."""

    line: int
    act: Act


def name_of(act: Act) -> str:
    """The script's word for an act."""
    return _NAMES[type(act)]


_NAMES: dict[type, str] = {
    Hear: "hear",
    Say: "say",
    PlayWav: "wav",
    Press: "press",
    Interrupt: "interrupt",
    KeepSilent: "silence",
    MakeNoise: "noise",
    LoseFrames: "drop_frames",
    SendRaw: "malformed",
    KillStream: "kill_stream",
    CauseFault: "fault",
    AwaitAgent: "agent",
    HangUp: "hang_up",
}
