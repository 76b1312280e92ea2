"""Which words stop a prompt: a listener's "uh-huh" does not, "no wait" does."""

from ivr.speech.expectation import Expectation
from ivr.speech.model import UNKNOWN
from ivr.speech.phrases import (
    BACK_CHANNELS,
    CONNECTIVES,
    FILLERS,
    MURMURS,
    NUMBER_WORDS,
    STRONG_WORDS,
)

MIN_WORDS = 2
"""Words other than back-channels that stop a prompt whatever they are."""
PERSISTING_MS = 200
"""For so long the words must ask to stop a prompt: the recogniser's next guess comes by then."""


class Prompt:
    """What the caller hears just now, and whether their words should stop it."""

    def __init__(self, *, playing: bool = False, interruptible: bool = True) -> None:
        self.playing = playing
        self._interruptible = interruptible
        self._interrupted = False
        self._asked_at_ms: int | None = None
        """Since when the words have asked to stop it."""

    def is_stopped_by(self, text: str, expectation: Expectation, now_ms: int) -> bool:
        """Whether the words so far stop the prompt; true once.

        They must ask for it for a while, as the first guess at a noise is often a word.
        """
        if not interrupts(text, expectation):
            self._asked_at_ms = None
        elif self._asked_at_ms is None:
            self._asked_at_ms = now_ms
        elif now_ms - self._asked_at_ms >= PERSISTING_MS:
            return self.is_stopped()
        return False

    def is_stopped(self) -> bool:
        """Whether a whole utterance that is no back-channel stops the prompt; true once."""
        stops = self.playing and self._interruptible and not self._interrupted
        self._interrupted = self._interrupted or stops
        return stops


def interrupts(text: str, expectation: Expectation) -> bool:
    """Whether words spoken over a prompt ask to stop it.

    Two real words do, and so does one where it carries weight by itself: a strong word ("no",
    "wait", "agent"), a digit where digits are asked for, yes or no where that is the question, or
    an answer that the step itself expects. Back-channels, fillers and noise never do.

    Args:
        text: what was heard so far, `[unk]` for sound without words.
        expectation: of the step that will wait.
    """
    words = [word for word in text.split() if word != UNKNOWN]
    return len(_real(words)) >= MIN_WORDS or _carries_weight(words, expectation)


def is_back_channel(text: str, expectation: Expectation) -> bool:
    """Whether a whole utterance over a prompt says no more than: go on, I am listening.

    One word of content is an utterance of its own once the caller has stopped after it, though it
    stops no prompt while they may still be speaking.
    """
    words = [word for word in text.split() if word != UNKNOWN]
    return not _real(words) and not _carries_weight(words, expectation)


def _real(words: list[str]) -> list[str]:
    idle = BACK_CHANNELS | FILLERS | CONNECTIVES
    return [word for word in words if word not in idle]


def _carries_weight(words: list[str], expectation: Expectation) -> bool:
    if not STRONG_WORDS.isdisjoint(words):
        return True
    if MURMURS.issuperset(words):
        return False
    if expectation.grammar.kind == "digits":
        return not NUMBER_WORDS.isdisjoint(words)
    return expectation.answers(words)
