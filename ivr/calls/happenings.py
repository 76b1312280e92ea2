"""What the reader thread of a call tells its turn thread."""

from dataclasses import dataclass

from ivr.calls.events import CallerSpoke
from ivr.speech.ear_events import Utterance


@dataclass(frozen=True)
class SpokeUp:
    """The caller said something."""

    utterance: Utterance
    heard_at: float
    """Monotonic time in seconds at which the utterance was decided."""
    prompt: int
    """How many prompts had begun when the caller was done; a later one was not yet asked."""
    interrupted: str | None = None
    """prompt_id of the prompt the caller talked over."""

    def event(self, slot: str | None) -> CallerSpoke:
        """What the record keeps of it.

        Args:
            slot: the slot that is asked for.
        """
        said = self.utterance
        return CallerSpoke(
            said.text,
            said.started_ms,
            said.ended_ms,
            said.decided_ms,
            said.grammar.kind,
            said.second_pass,
            self.interrupted,
            slot,
        )

    @property
    def speech_end(self) -> float:
        """Monotonic time in seconds at which a caller in real time fell silent."""
        return self.heard_at - self.utterance.endpoint_ms / 1000


@dataclass(frozen=True)
class KeyedIn:
    """The caller completed a keypad entry."""

    digits: str
    prompt: int
    """How many prompts had begun."""


@dataclass(frozen=True)
class WentSilent:
    """Nothing came for as long as the step allows."""

    after_s: float
    prompt: int
    """How many prompts had begun."""


@dataclass(frozen=True)
class MadeNoise:
    """There was sound without words."""

    at_ms: int
    lasted_ms: int
    prompt: int
    """How many prompts had begun."""
    stopped_prompt: bool = False
    """Whether it sounded like words at first, and cut a prompt short."""


@dataclass(frozen=True)
class HearingBroke:
    """The recogniser broke: from here on there are keys alone."""


@dataclass(frozen=True)
class LineOpened:
    """The media stream is up: the conversation begins, or goes on where it was cut off."""


@dataclass(frozen=True)
class MessageFull:
    """The message being recorded has come to its limit."""


@dataclass(frozen=True)
class TimePassed:
    """Nothing else happened: whoever waits for something outside the call looks after it."""


Happening = (
    SpokeUp
    | KeyedIn
    | WentSilent
    | MadeNoise
    | HearingBroke
    | LineOpened
    | MessageFull
    | TimePassed
)
