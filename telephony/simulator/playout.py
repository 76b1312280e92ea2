"""What waits to be played into a call, frame by frame, with marks between."""

from collections import deque

from telephony.mulaw import FRAME_BYTES, SILENCE

SILENT_FRAME = SILENCE * FRAME_BYTES
"""20 ms of nothing; always this very object where a buffer has nothing to give."""


class PlayoutBuffer:
    """Audio and marks in the order they came."""

    def __init__(self) -> None:
        self._waiting: deque[memoryview | str] = deque()
        self.waiting_bytes = 0

    def add(self, mulaw: bytes) -> None:
        """Put audio after all that waits."""
        if mulaw:
            self._waiting.append(memoryview(mulaw))
            self.waiting_bytes += len(mulaw)

    def mark(self, name: str) -> bool:
        """Put a mark after all that waits; True where nothing waits, so it is reached already."""
        if not self._waiting:
            return True
        self._waiting.append(name)
        return False

    def clear(self) -> list[str]:
        """Forget all that waits; the names of its marks, in order."""
        marks = [item for item in self._waiting if isinstance(item, str)]
        self._waiting.clear()
        self.waiting_bytes = 0
        return marks

    def frame(self) -> tuple[bytes, list[str]]:
        """The next 20 ms, and the marks they reach."""
        if not self._waiting:
            return SILENT_FRAME, []
        sound = bytearray()
        reached: list[str] = []
        while self._waiting:
            first = self._waiting[0]
            if isinstance(first, str):
                reached.append(first)
                self._waiting.popleft()
                continue
            room = FRAME_BYTES - len(sound)
            if not room:
                break
            sound += first[:room]
            if len(first) > room:
                self._waiting[0] = first[room:]
            else:
                self._waiting.popleft()
        self.waiting_bytes -= len(sound)
        return bytes(sound).ljust(FRAME_BYTES, SILENCE), reached
