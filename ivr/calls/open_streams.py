"""Which calls have a media stream on this process just now."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class OpenStreams:
    """Counts streams by their call. Thread-safe.

    What is told about a call from outside (its end, the end of its stream) can outrun the stream
    itself, whose last turn may still be under way: who needs the record whole waits here.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._open: Counter[str] = Counter()

    @contextmanager
    def serving(self, call_sid: str) -> Iterator[None]:
        """A stream of this call is open while the context lasts."""
        with self._changed:
            self._open[call_sid] += 1
        try:
            yield
        finally:
            with self._changed:
                self._open[call_sid] -= 1
                if not self._open[call_sid]:
                    del self._open[call_sid]
                self._changed.notify_all()

    def wait_until_closed(self, call_sid: str, limit_s: float) -> bool:
        """Wait until no stream of the call is open here; False where that takes too long."""
        with self._changed:
            return self._changed.wait_for(lambda: call_sid not in self._open, limit_s)
