"""The conversations under way in this process: so many, so long, each of one person's."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from ivr.errors import WarmlineError
from ivr.rehearsal.text_call import TextLine
from ivr.trying.conversation import Calling, Conversation

MOST = 12
MOST_EACH = 3
"""Of one person."""
IDLE_S = 900.0
"""Seconds after which one that nobody goes on with is over."""


class ConversationOver(WarmlineError):
    """There is no such conversation any more."""

    code = "conversation-over"


@dataclass
class _Kept:
    owner: int
    conversation: Conversation
    used_at: float


class Conversations:
    """Begins, finds and ends conversations. Thread-safe."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        """None is under way; `seconds` is a clock."""
        self._seconds = seconds
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def begin(self, owner: int, line: TextLine, calling: Calling) -> tuple[str, Conversation]:
        """A new one with its name; whichever was longest unused makes room where there is none.

        Args:
            owner: number of the user whose it is.
            line: the draft.
            calling: who calls.

        Raises:
            DatabaseFailure: this machine has no room for it.
        """
        conversation, name = Conversation(line, calling), secrets.token_urlsafe(12)
        with self._lock:
            self._kept[name] = _Kept(owner, conversation, self._seconds())
            over = self._too_many(owner)
            closed = [self._kept.pop(each).conversation for each in over]
        for each in closed:
            each.close()
        return name, conversation

    def of(self, owner: int, name: str) -> Conversation:
        """One that is under way.

        Raises:
            ConversationOver: there is none of that name, or it is another's.
        """
        now = self._seconds()
        with self._lock:
            kept = self._kept.get(name)
            if kept is None or kept.owner != owner or now - kept.used_at > IDLE_S:
                raise ConversationOver("This conversation is over. Begin again.")
            kept.used_at = now
            return kept.conversation

    def end(self, owner: int, name: str) -> None:
        """Throw one away, if it is there."""
        with self._lock:
            kept = self._kept.get(name)
            if kept is None or kept.owner != owner:
                return
            del self._kept[name]
        kept.conversation.close()

    def _too_many(self, owner: int) -> list[str]:
        now, oldest = self._seconds(), sorted(self._kept, key=lambda n: self._kept[n].used_at)
        idle = [name for name in oldest if now - self._kept[name].used_at > IDLE_S]
        own = [name for name in oldest if self._kept[name].owner == owner]
        over = {*idle, *own[: max(0, len(own) - MOST_EACH)]}
        left = [name for name in oldest if name not in over]
        return [*over, *left[: max(0, len(left) - MOST)]]
