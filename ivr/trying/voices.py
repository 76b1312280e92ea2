"""The conversations of this process that somebody talks in: a few, and one voice in each."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ivr.errors import WarmlineError
from ivr.trying.conversation import Conversation

MOST = 3
"""Voices a process: each holds a thread and a recogniser."""


class VoiceRefused(WarmlineError):
    """Nobody can talk here now; the message says why."""

    code = "voice-refused"


def _never() -> bool:
    return False


class Voices:
    """Gives places to those who talk. Thread-safe."""

    def __init__(self, most: int = MOST, is_closing: Callable[[], bool] = _never) -> None:
        """With room for so many voices.

        Args:
            most: at once.
            is_closing: tells whether this process is about to end.
        """
        self._most = most
        self._is_closing = is_closing
        self._talking: set[Conversation] = set()
        self._lock = threading.Lock()

    @property
    def count(self) -> int:
        """How many talk now."""
        with self._lock:
            return len(self._talking)

    @property
    def closing(self) -> bool:
        """Whether those who talk have to come to an end, as this process does."""
        return self._is_closing()

    @contextmanager
    def talking(self, conversation: Conversation) -> Iterator[None]:
        """Hold a place while the context lasts.

        Raises:
            VoiceRefused: somebody talks in this conversation already, or all places are taken.
        """
        with self._lock:
            if conversation in self._talking:
                raise VoiceRefused("Somebody talks in this conversation already, maybe in a tab.")
            if len(self._talking) >= self._most:
                raise VoiceRefused(
                    f"{self._most} conversations are talked in already. Type, or try again soon."
                )
            self._talking.add(conversation)
        try:
            yield
        finally:
            with self._lock:
                self._talking.remove(conversation)
