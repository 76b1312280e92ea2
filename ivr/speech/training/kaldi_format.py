"""Kaldi's binary formats, as far as a model of ours needs them: to write, and to read back.

A binary file begins with a zero byte and `B`. Tokens end in a space; numbers carry their size in
a byte before them; floats are little-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MAGIC = b"\0B"


def token(name: str) -> bytes:
    """A token such as `<Topology>`."""
    return name.encode() + b" "


def integer(value: int) -> bytes:
    """A 32-bit integer."""
    return b"\x04" + struct.pack("<i", value)


def single(value: float) -> bytes:
    """A 32-bit float."""
    return b"\x04" + struct.pack("<f", value)


def double(value: float) -> bytes:
    """A 64-bit float."""
    return b"\x08" + struct.pack("<d", value)


def integers(values: Sequence[int]) -> bytes:
    """A vector of 32-bit integers."""
    return integer(len(values)) + np.asarray(values, "<i4").tobytes()


def vector(values: Sequence[float] | NDArray[np.floating]) -> bytes:
    """A vector of 32-bit floats."""
    return b"FV " + integer(len(values)) + np.asarray(values, "<f4").tobytes()


def matrix(values: NDArray[np.floating]) -> bytes:
    """A matrix of 32-bit floats, row by row."""
    rows, columns = values.shape
    return b"FM " + integer(rows) + integer(columns) + np.ascontiguousarray(values, "<f4").tobytes()


class Reader:
    """Reads the same back, in order. Every method raises ValueError where something else stands."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(MAGIC):
            raise ValueError("not a binary Kaldi file")
        self._content = content
        self._place = len(MAGIC)

    @property
    def ended(self) -> bool:
        """Whether everything has been read."""
        return self._place == len(self._content)

    def token(self) -> str:
        """The next token."""
        end = self._content.find(b" ", self._place)
        if end < 0:
            raise ValueError("a token without an end")
        return self._take(end - self._place + 1)[:-1].decode()

    def expect(self, *names: str) -> None:
        """These tokens, one after the other."""
        for name in names:
            found = self.token()
            if found != name:
                raise ValueError(f"{found} where {name} should be")

    def line(self) -> str:
        """Text up to the end of the line."""
        end = self._content.index(b"\n", self._place)
        return self._take(end - self._place + 1)[:-1].decode()

    def integer(self) -> int:
        """A 32-bit integer."""
        return int(struct.unpack("<i", self._sized(4))[0])

    def single(self) -> float:
        """A 32-bit float."""
        return float(struct.unpack("<f", self._sized(4))[0])

    def double(self) -> float:
        """A 64-bit float."""
        return float(struct.unpack("<d", self._sized(8))[0])

    def integers(self) -> list[int]:
        """A vector of 32-bit integers."""
        return [int(value) for value in np.frombuffer(self._take(4 * self.integer()), "<i4")]

    def vector(self) -> NDArray[np.float32]:
        """A vector of 32-bit floats."""
        self.expect("FV")
        return np.frombuffer(self._take(4 * self.integer()), "<f4")

    def matrix(self) -> NDArray[np.float32]:
        """A matrix of 32-bit floats."""
        self.expect("FM")
        rows, columns = self.integer(), self.integer()
        return np.frombuffer(self._take(4 * rows * columns), "<f4").reshape(rows, columns)

    def _sized(self, size: int) -> bytes:
        if self._take(1)[0] != size:
            raise ValueError(f"a number of another size than {size} bytes")
        return self._take(size)

    def _take(self, count: int) -> bytes:
        taken = self._content[self._place : self._place + count]
        if len(taken) != count:
            raise ValueError("the file ends too soon")
        self._place += count
        return taken
