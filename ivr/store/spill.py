"""Writes that wait in local files while the database is away.

Each process keeps a file of its own in the spill folder, locked while the process lives; what a
dead process left behind is drained by whoever comes next. Should the disk fail too, a bounded
number of writes waits in memory.
"""

import fcntl
import os
import secrets
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import structlog

from ivr.store.writes import Write, from_line, to_line

_log = structlog.get_logger(__name__)

_BATCH = 100
_IN_MEMORY = 10_000

Store = Callable[[Sequence[Write]], None]
"""Stores writes together; raises `DatabaseFailure` where the database is still away."""


class Spill:
    """One process's waiting writes. Not thread-safe: `EventRecorder` holds a lock around it."""

    def __init__(self, folder: Path) -> None:
        """Prepare to spill into a folder, made when it is first needed."""
        self._folder = folder
        self._file: IO[str] | None = None
        self._memory: deque[Write] = deque(maxlen=_IN_MEMORY)
        self._leftovers_seen = False

    @property
    def is_empty(self) -> bool:
        """True where nothing of this process waits, and leftovers were drained."""
        return self._file is None and not self._memory and self._leftovers_seen

    def add(self, writes: Sequence[Write]) -> None:
        """Keep writes until `drain`; they are on disk when this returns, if the disk can."""
        try:
            file = self._file or self._open()
            file.writelines(to_line(write) + "\n" for write in writes)
            file.flush()
            os.fsync(file.fileno())
        except OSError as error:
            _log.error("spill folder cannot be written", code=error.errno)
            self._memory.extend(writes)

    def drain(self, store: Store) -> int:
        """Hand everything that waits to `store`, oldest first, and forget it.

        Returns:
            How many writes were stored.

        Raises:
            DatabaseFailure: the database is still away; nothing is forgotten.
        """
        done = self._drain_leftovers(store)
        if self._file is not None:
            done += _drain_file(self._file, store)
            self._file.truncate(0)
            Path(self._file.name).unlink(missing_ok=True)
            self._file.close()
            self._file = None
        while self._memory:
            batch = list(self._memory)[:_BATCH]
            store(batch)
            for _ in batch:
                self._memory.popleft()
            done += len(batch)
        return done

    def _drain_leftovers(self, store: Store) -> int:
        done = 0
        if not self._leftovers_seen and self._folder.is_dir():
            for path in sorted(self._folder.glob("*.jsonl")):
                if self._file is None or path != Path(self._file.name):
                    done += _drain_leftover(path, store)
        self._leftovers_seen = True
        return done

    def _open(self) -> IO[str]:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{os.getpid()}-{secrets.token_hex(4)}.jsonl"
        file = path.open("x+", encoding="utf-8")
        fcntl.flock(file, fcntl.LOCK_EX)
        self._file = file
        return file


def _drain_leftover(path: Path, store: Store) -> int:
    with path.open("r+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return 0  # its process lives
        done = _drain_file(file, store)
        file.truncate(0)
        path.unlink(missing_ok=True)
    return done


def _drain_file(file: IO[str], store: Store) -> int:
    file.seek(0)
    writes = [write for line in file if (write := _readable(line)) is not None]
    try:
        for start in range(0, len(writes), _BATCH):
            store(writes[start : start + _BATCH])
    finally:
        file.seek(0, os.SEEK_END)
    return len(writes)


def _readable(line: str) -> Write | None:
    try:
        return from_line(line)
    except (ValueError, TypeError):
        _log.error("a spilled line is damaged and was left out", length=len(line))
        return None
