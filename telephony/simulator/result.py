"""What came of a scripted call."""

from dataclasses import dataclass, field
from pathlib import Path

from telephony.simulator.leg import Status
from telephony.simulator.notices import Notice
from telephony.wav import write_wav


@dataclass(frozen=True)
class Moment:
    """A point of the call, by both clocks."""

    audio_ms: float
    """Audio time since the network began."""
    wall_s: float
    """time.monotonic()."""


@dataclass(frozen=True)
class HeardPrompt:
    """Something the other side said, heard to its end."""

    text: str
    at_ms: int
    """Audio time at its end."""
    mark: str | None
    """The mark that proved it; None for words of the network itself."""


@dataclass(frozen=True)
class TurnResult:
    """One thing the caller did."""

    kind: str
    """The script's word for it: say, press, interrupt, hear …"""
    said: str
    """Words spoken, keys pressed or words waited for."""
    began: Moment
    speech_end: Moment | None
    """The last sample of the caller's that was not silent; None where they made no sound."""
    first_audio: Moment | None
    """The first frame after it that was not silent; None where none came before the next turn
    with sound, or the call ended."""
    heard: tuple[str, ...]
    """What the other side said until the caller's next turn (for hear: until the next of any
    kind)."""

    @property
    def voice_to_voice_ms(self) -> float | None:
        """Wall milliseconds from the caller's last sound to the first of the answer."""
        if self.speech_end is None or self.first_audio is None:
            return None
        return 1000 * (self.first_audio.wall_s - self.speech_end.wall_s)


@dataclass(frozen=True)
class AgentResult:
    """What came of a call to one of the script's agents."""

    position: int
    """The agent's place in the script, from 0."""
    number: str
    behaviour: str
    call_sid: str
    status: Status
    heard: tuple[str, ...]
    """Words of the network (the whisper), and prompts of streams."""
    duration_s: int
    others_heard_ms: int = 0
    """Audio time in which the agent heard others speak in a conference."""
    keyed: tuple[str, ...] = ()
    """Keys of the agent's that the application was asked about and has answered to."""


@dataclass(frozen=True)
class CallResult:
    """A scripted call, after its end."""

    script: str
    call_sid: str
    status: Status
    duration_s: int
    """Whole seconds of audio time from answer to end."""
    turns: tuple[TurnResult, ...]
    prompts: tuple[HeardPrompt, ...]
    """All that the caller heard to its end, in order."""
    agents: tuple[AgentResult, ...]
    notices: tuple[Notice, ...]
    """Errors and warnings Twilio would have shown for this call."""
    error: str | None
    """Why the script could not be played to its end; None where it was."""
    sent: bytes
    """Mu-law of the caller's side of the call."""
    received: bytes
    """Mu-law of what the caller heard; runs in step with `sent`."""
    texts: tuple[str, ...] = field(default=(), repr=False)
    """Text messages sent to the caller's number since the call began, oldest first. They may hold
    codes and links."""
    others_heard_ms: int = 0
    """Audio time in which the caller heard others speak in a conference."""

    def save_audio(self, path: Path) -> None:
        """Write the call as a WAV file, the caller on the left."""
        path.write_bytes(write_wav(self.sent, self.received))
