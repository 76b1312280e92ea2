"""Which calls have a media stream on this process just now."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class OpenStreams:
    """Knows the streams of each call, and how to end them. Thread-safe.

    What is told about a call from outside (its end, the end of its stream) can outrun the stream
    itself, whose last turn may still be under way: who needs the record whole waits here.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._open: dict[str, list[Callable[[], None]]] = {}

    @contextmanager
    def serving(self, call_sid: str, end: Callable[[], None]) -> Iterator[None]:
        """A stream of this call is open while the context lasts; `end` makes it end soon."""
        with self._changed:
            self._open.setdefault(call_sid, []).append(end)
        try:
            yield
        finally:
            with self._changed:
                self._open[call_sid].remove(end)
                if not self._open[call_sid]:
                    del self._open[call_sid]
                self._changed.notify_all()

    @property
    def count(self) -> int:
        """How many streams are open here."""
        with self._changed:
            return sum(map(len, self._open.values()))

    def supersede(self, call_sid: str, limit_s: float) -> bool:
        """End the streams of a call that gets another one; False where that takes too long."""
        with self._changed:
            for end in self._open.get(call_sid, ()):
                end()
            return self._changed.wait_for(lambda: call_sid not in self._open, limit_s)

    def wait_until_closed(self, call_sid: str, limit_s: float) -> bool:
        """Wait until no stream of the call is open here; False where that takes too long."""
        with self._changed:
            return self._changed.wait_for(lambda: call_sid not in self._open, limit_s)
