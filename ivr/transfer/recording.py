"""A message on its way to a file: WAV, 16 bits at 8 kHz, written as it comes."""

import struct
from pathlib import Path

from telephony.mulaw import SAMPLE_RATE, decode

_HEADER_BYTES = 44
_BYTES_A_SECOND = SAMPLE_RATE * 2
_UNFINISHED = 0xFFFFFFFF - _HEADER_BYTES
"""Size in the header until the recording is closed; readers take what is there."""


class Recording:
    """One file. Not thread-safe. What was recorded under its name before is kept and added to."""

    def __init__(self, path: Path) -> None:
        """Open the file, for its owner alone.

        Raises:
            OSError: it can't be written.
        """
        self.path = path
        path.touch(mode=0o600)
        self._file = path.open("r+b", buffering=0)
        if self._file.seek(0, 2) < _HEADER_BYTES:
            self._file.truncate(0)
            self._head(_UNFINISHED)
        self._file.seek(0, 2)

    def write(self, mulaw: bytes) -> None:
        """Add sound, mu-law at 8 kHz.

        Raises:
            OSError: the disk takes no more.
        """
        self._file.write(decode(mulaw).astype("<i2").tobytes())

    def close(self) -> None:
        """Write the length, and let go of the file; a second time does nothing.

        Raises:
            OSError: the disk takes no more.
        """
        if not self._file.closed:
            with self._file:
                self._head(self._file.seek(0, 2) - _HEADER_BYTES)

    @property
    def length_s(self) -> float:
        """How long all that is recorded lasts, in seconds."""
        return max(0, self.path.stat().st_size - _HEADER_BYTES) / _BYTES_A_SECOND

    def _head(self, size: int) -> None:
        form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, SAMPLE_RATE, _BYTES_A_SECOND, 2, 16)
        self._file.seek(0)
        self._file.write(
            struct.pack("<4sI4s", b"RIFF", size + _HEADER_BYTES - 8, b"WAVE")
            + form
            + struct.pack("<4sI", b"data", size)
        )
