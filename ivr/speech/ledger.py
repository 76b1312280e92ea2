"""What the caller really heard of what was sent: pure arithmetic over marks and audio time."""

from collections import deque
from dataclasses import dataclass, field

from ivr.speech.prompt import Phrase, Prompt

LOST_MARK_MS = 5_000
"""A mark that comes so much later than its phrase should end is taken for lost."""


@dataclass(frozen=True)
class PromptHeard:
    """A prompt is over: heard to its end, or stopped."""

    step: str
    """flow.step it belongs to."""
    text: str
    heard_text: str
    """The words that were heard; of a phrase that was cut off, as many as its time allows."""
    complete: bool
    failure: str | None = None
    """Code of the failure for which an apology was played."""
    first_mark: str = ""
    """The mark of its first phrase, which tells it from other prompts of the stream."""


@dataclass
class _Sounding:
    """A prompt on its way to the caller."""

    step: str
    prompt: Prompt
    first_mark: str
    heard: list[str] = field(default_factory=list)

    def over(self, *, complete: bool) -> PromptHeard:
        heard, prompt = " ".join(words for words in self.heard if words), self.prompt
        told = (self.step, prompt.text, heard, complete, prompt.failure, self.first_mark)
        return PromptHeard(*told)


@dataclass(frozen=True)
class _Pending:
    mark: str
    phrase: Phrase
    sounding: _Sounding
    last: bool
    """Whether it is its prompt's last phrase."""


class Ledger:
    """Phrases sent and not yet known to be heard. Not thread-safe. Times in audio milliseconds."""

    def __init__(self) -> None:
        self._pending: deque[_Pending] = deque()
        self._began_ms = 0
        """When the first pending phrase began to sound."""

    @property
    def empty(self) -> bool:
        """Whether everything was heard or stopped."""
        return not self._pending

    def left_ms(self, at_ms: int) -> int:
        """How long what was sent goes on sounding, in milliseconds."""
        whole = sum(pending.phrase.ms for pending in self._pending)
        return max(0, whole - (at_ms - self._began_ms)) if self._pending else 0

    def add(self, step: str, prompt: Prompt, marks: list[str], at_ms: int) -> None:
        """A prompt is being sent.

        Args:
            step: flow.step it belongs to.
            prompt: at least one phrase.
            marks: one for each phrase, unique.
            at_ms: now.
        """
        if not self._pending:
            self._began_ms = at_ms
        sounding = _Sounding(step, prompt, marks[0])
        last = len(marks) - 1
        for number, (mark, phrase) in enumerate(zip(marks, prompt.phrases, strict=True)):
            self._pending.append(_Pending(mark, phrase, sounding, number == last))

    def returned(self, mark: str, at_ms: int) -> list[PromptHeard]:
        """A known mark came back: its phrase was heard, and those before it."""
        if all(pending.mark != mark for pending in self._pending):
            return []
        over: list[PromptHeard] = []
        while True:
            heard = self._pending.popleft()
            heard.sounding.heard.append(heard.phrase.text)
            if heard.last:
                over.append(heard.sounding.over(complete=True))
            if heard.mark == mark:
                self._began_ms = at_ms
                return over

    def cleared(self, at_ms: int) -> list[PromptHeard]:
        """Playing was stopped: how far the caller heard each prompt that was not over."""
        over: list[PromptHeard] = []
        for number, pending in enumerate(self._pending):
            if number == 0:
                pending.sounding.heard.append(self._words_heard(pending.phrase, at_ms))
            if pending.last:
                over.append(pending.sounding.over(complete=False))
        self._pending.clear()
        return over

    def overdue(self, at_ms: int) -> str | None:
        """The mark that should long have come back; None where none is late."""
        if not self._pending:
            return None
        first = self._pending[0]
        late = at_ms - self._began_ms > first.phrase.ms + LOST_MARK_MS
        return first.mark if late else None

    def _words_heard(self, phrase: Phrase, at_ms: int) -> str:
        words = phrase.text.split()
        share = (at_ms - self._began_ms) / phrase.ms if phrase.ms else 0.0
        return " ".join(words[: int(min(1.0, max(0.0, share)) * len(words))])
