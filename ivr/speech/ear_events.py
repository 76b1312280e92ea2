"""What an ear reports. All times are audio time in milliseconds."""

from dataclasses import dataclass

from flows.events import Grammar
from ivr.speech.manner import Manner
from ivr.speech.recognition import Word


@dataclass(frozen=True)
class Utterance:
    """What the caller said in one go."""

    text: str
    """Lower case, no punctuation."""
    words: tuple[Word, ...]
    started_ms: int
    """When speech began."""
    ended_ms: int
    """When speech ended."""
    decided_ms: int
    """When it was taken for ended."""
    grammar: Grammar
    """What was expected."""
    second_pass: bool
    """Whether the words are not what the step expected, and the whole language was tried."""
    sure: bool
    """Whether the recogniser is certain of every word; where not, ask back."""
    manner: Manner
    """How loud, high and fast it was spoken."""
    over_prompt: bool
    """Whether a prompt was playing when it ended."""

    @property
    def endpoint_ms(self) -> int:
        """Milliseconds from the end of speech to the decision."""
        return self.decided_ms - self.ended_ms


@dataclass(frozen=True)
class SpeechStarted:
    """The caller makes a sound that may be speech."""

    at_ms: int


@dataclass(frozen=True)
class Partial:
    """The words so far, whenever they change."""

    text: str
    at_ms: int


@dataclass(frozen=True)
class Interrupted:
    """The caller's words should stop the prompt; once a prompt."""

    text: str
    at_ms: int


@dataclass(frozen=True)
class UtteranceHeard:
    """The caller said something and is done."""

    utterance: Utterance


@dataclass(frozen=True)
class BackChannelHeard:
    """The caller murmured over a prompt: go on."""

    text: str
    at_ms: int


@dataclass(frozen=True)
class NoiseHeard:
    """There was sound without words."""

    at_ms: int
    ms: int
    """How long it lasted."""
    over_prompt: bool
    interrupted: bool = False
    """Whether an `Interrupted` was reported for this sound: a prompt was stopped for nothing."""


@dataclass(frozen=True)
class SilenceLasted:
    """The caller said and keyed nothing for as long as was allowed; once for each `expect`."""

    at_ms: int
    ms: int


@dataclass(frozen=True)
class HearingFailed:
    """The recogniser broke: nothing more is heard, and silence is all that is told; once."""

    at_ms: int


EarEvent = (
    SpeechStarted
    | Partial
    | Interrupted
    | UtteranceHeard
    | BackChannelHeard
    | NoiseHeard
    | SilenceLasted
    | HearingFailed
)
