"""Prompts on their way to the caller over one media stream."""

import threading
from collections.abc import Callable

import structlog

from ivr.speech.ledger import Ledger, PromptHeard
from ivr.speech.prompt import Prompt
from telephony.media_stream import clear_message, mark_message, media_message
from telephony.mulaw import SAMPLE_RATE

CHUNK_BYTES = SAMPLE_RATE * 320 // 1000
"""Sound in one media message: 320 ms. The far end buffers whatever is sent."""
_log = structlog.get_logger(__name__)


class Playback:
    """Plays prompts one after another and keeps the ledger of what was heard.

    Every public method and property is thread-safe. A `clear` stops a `play` that another thread
    is still sending. `send` is called by one thread at a time; what it raises comes out of the
    method that called it.
    """

    def __init__(
        self, send: Callable[[str], None], stream_sid: str, marks_prefix: str = ""
    ) -> None:
        """Play over a stream.

        Args:
            send: sends one text message over the media stream's socket.
            stream_sid: of the stream.
            marks_prefix: begins the names of marks; tells the streams of one call apart.
        """
        self._send = send
        self._marks_prefix = marks_prefix
        self._stream_sid = stream_sid
        self._lock = threading.Lock()
        self._ledger = Ledger()
        self._marks = 0
        self._clears = 0

    @property
    def speaking(self) -> bool:
        """Whether the caller still has something to hear."""
        with self._lock:
            return not self._ledger.empty

    def left_ms(self, at_ms: int) -> int:
        """How long the caller goes on hearing what was sent, in milliseconds.

        Args:
            at_ms: audio time of the call.
        """
        with self._lock:
            return self._ledger.left_ms(at_ms)

    def next_marks(self, prompt: Prompt) -> tuple[str, ...]:
        """The marks that the phrases of the next prompt will carry, should it be this one."""
        with self._lock:
            return tuple(self._mark(self._marks + n) for n in range(1, len(prompt.phrases) + 1))

    def play(self, prompt: Prompt, at_ms: int, step: str = "") -> bool:
        """Send a prompt; it sounds when those before it are over.

        Returns whether a `PromptHeard` will come of it: a prompt without phrases is nothing.

        Args:
            prompt: rendered by `Voice`.
            at_ms: audio time of the call.
            step: flow.step it belongs to, for the record.
        """
        if not prompt.phrases:
            return False
        with self._lock:
            clears = self._clears
            marks = [self._next_mark() for _ in prompt.phrases]
            self._ledger.add(step, prompt, marks, at_ms)
        for mark, phrase in zip(marks, prompt.phrases, strict=True):
            messages = [
                media_message(self._stream_sid, phrase.mulaw[at : at + CHUNK_BYTES])
                for at in range(0, len(phrase.mulaw), CHUNK_BYTES)
            ]
            for message in (*messages, mark_message(self._stream_sid, mark)):
                with self._lock:
                    if self._clears != clears:
                        return True
                    self._send(message)
        return True

    def on_mark(self, name: str, at_ms: int) -> list[PromptHeard]:
        """A mark came back. Marks of what was cleared were not heard, and are passed over.

        Args:
            name: of the mark.
            at_ms: audio time of the call.
        """
        with self._lock:
            return self._ledger.returned(name, at_ms)

    def clear(self, at_ms: int) -> list[PromptHeard]:
        """Stop at once: empty the far end's buffer, and note what was heard until now."""
        with self._lock:
            self._clears += 1
            over = self._ledger.cleared(at_ms)
            self._send(clear_message(self._stream_sid))
            return over

    def pass_time(self, at_ms: int) -> list[PromptHeard]:
        """Take a mark for returned that is five seconds late, so that a lost one stops no call."""
        with self._lock:
            mark = self._ledger.overdue(at_ms)
            if mark is None:
                return []
            _log.warning("mark did not come back", mark=mark)
            return self._ledger.returned(mark, at_ms)

    def _next_mark(self) -> str:
        self._marks += 1
        return self._mark(self._marks)

    def _mark(self, number: int) -> str:
        return f"{self._marks_prefix}phrase-{number}"
