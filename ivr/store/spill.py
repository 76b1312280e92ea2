"""Writes that wait in local files while the database is away.

Each process keeps a file of its own in the spill folder; what a dead process left behind is
drained by whoever comes next. Should the disk fail too, a bounded number of writes waits in
memory.
"""

import os
import secrets
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path

import structlog

from ivr.store.spill_file import SpillFile
from ivr.store.writes import Write, from_line, to_line

_log = structlog.get_logger(__name__)

_IN_MEMORY = 10_000


class Spill:
    """Waiting writes, oldest first. Thread-safe, for one thread that reads and others that add."""

    def __init__(self, folder: Path) -> None:
        """Prepare to spill into a folder, made when it is first needed."""
        self._folder = folder
        self._lock = threading.Lock()
        self._leftovers: deque[Path] | None = None
        self._leftover: SpillFile | None = None
        self._own: SpillFile | None = None
        self._memory: deque[bytes] = deque()
        self._count = 0
        self._read = 0
        self._reading: SpillFile | None = None

    @property
    def count(self) -> int:
        """Writes of this process that wait."""
        return self._count

    @property
    def is_empty(self) -> bool:
        """True where nothing of this process waits, and leftovers were read."""
        return self._count == 0 and self._leftovers is not None and not self._has_leftovers

    def add(self, writes: Sequence[Write]) -> None:
        """Keep writes until `forget`; they are on disk when this returns, if the disk can."""
        lines = [to_line(write).encode() for write in writes]
        with self._lock:
            self._count += len(lines)
            try:
                self._own = self._own or self._new_file()
                self._own.add([*self._memory, *lines])
            except OSError as error:
                _log.error("spill folder cannot be written", code=error.errno)
                self._remember(lines)
                return
            self._memory.clear()
            if self._reading is None:
                self._read = 0

    def read(self, limit: int) -> list[Write]:
        """The oldest writes that wait, at most so many; they stay until `forget`.

        Damaged lines are left out, so none may come although there is more.
        """
        with self._lock:
            self._reading = self._oldest_file()
            lines = self._reading.read(limit) if self._reading else list(self._memory)[:limit]
            self._read = len(lines)
        return [write for line in lines if (write := _readable(line)) is not None]

    def forget(self) -> None:
        """Forget what `read` gave last."""
        with self._lock:
            if self._reading is None:
                forgotten = min(self._read, len(self._memory))
                for _ in range(forgotten):
                    self._memory.popleft()
                self._count -= forgotten
            elif self._reading is self._leftover:
                self._leftover = None if self._leftover.forget() else self._leftover
            else:
                self._own = None if self._reading.forget() else self._own
                self._count -= self._read
            self._reading, self._read = None, 0

    @property
    def _has_leftovers(self) -> bool:
        return self._leftover is not None or bool(self._leftovers)

    def _remember(self, lines: list[bytes]) -> None:
        room = _IN_MEMORY - len(self._memory)
        self._memory.extend(lines[:room])
        if len(lines) > room:
            _log.error("call events were lost: memory is full", count=len(lines) - room)
            self._count -= len(lines) - room

    def _oldest_file(self) -> SpillFile | None:
        """The file to read from; None where there is memory alone."""
        if self._leftovers is None:
            found = sorted(self._folder.glob("*.jsonl")) if self._folder.is_dir() else []
            own = self._own.path if self._own else None
            self._leftovers = deque(path for path in found if path != own)
        while self._leftover is None and self._leftovers:
            try:
                self._leftover = SpillFile(self._leftovers.popleft(), new=False)
            except (BlockingIOError, FileNotFoundError):
                continue  # its process lives, or somebody else has drained it
            except OSError as error:
                _log.error("a spill file cannot be read", code=error.errno)
        return self._leftover or self._own

    def _new_file(self) -> SpillFile:
        self._folder.mkdir(parents=True, exist_ok=True)
        return SpillFile(self._folder / f"{os.getpid()}-{secrets.token_hex(4)}.jsonl", new=True)


def _readable(line: bytes) -> Write | None:
    try:
        return from_line(line.decode())
    except (ValueError, TypeError):
        _log.error("a spilled line is damaged and was left out", length=len(line))
        return None
