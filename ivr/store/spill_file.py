"""One file of lines that wait: added at its end, read from its beginning, gone once all is read.

The file is locked while its process lives, so that no other process takes it for a leftover.
"""

import fcntl
import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO


class SpillFile:
    """A file that is open and locked, at `path`. Not thread-safe."""

    def __init__(self, path: Path, *, new: bool) -> None:
        """Make a file, or open one that was left behind.

        Raises:
            BlockingIOError: the process it belongs to lives.
            OSError: the disk fails.
        """
        self.path = path
        self._file: BinaryIO = path.open("x+b" if new else "r+b", buffering=0)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._end = self._file.seek(0, os.SEEK_END)
        except OSError:
            self._file.close()
            raise
        self._position = self._read_to = 0

    def add(self, lines: Sequence[bytes]) -> None:
        """Add lines, all of them or none; they are on disk when this returns.

        Raises:
            OSError: the disk fails; the file is as it was.
        """
        data = b"".join(line + b"\n" for line in lines)
        try:
            self._file.seek(self._end)
            written = 0
            while written < len(data):
                written += self._file.write(data[written:])
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(self._end)
            raise
        self._end += len(data)

    def read(self, limit: int) -> list[bytes]:
        """The oldest lines, at most so many; they stay until `forget`."""
        self._file.seek(self._position)
        lines: list[bytes] = []
        rest = b""
        while len(lines) < limit and (chunk := self._file.read(65_536)):
            *whole, rest = (rest + chunk).split(b"\n")
            lines += whole
        if rest and len(lines) < limit:
            lines.append(rest)  # its process died while writing it
        lines = lines[:limit]
        self._read_to = min(self._position + sum(len(line) + 1 for line in lines), self._end)
        return lines

    def forget(self) -> bool:
        """Forget what `read` gave last; True where nothing is left and the file is gone."""
        self._position = self._read_to
        if self._position < self._end:
            return False
        self._file.truncate(0)
        self.path.unlink(missing_ok=True)
        self._file.close()
        return True
