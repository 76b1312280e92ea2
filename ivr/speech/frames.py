"""Mu-law payloads of any size, in any order, as an unbroken row of 20 ms frames."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ivr.speech.vad import FRAME_SAMPLES
from telephony.mulaw import SAMPLE_RATE, SILENCE, decode

SAMPLES_PER_MS = SAMPLE_RATE // 1000
_SMALLEST_GAP = 40 * SAMPLES_PER_MS
"""A timestamp so far ahead means lost frames."""
_LARGEST_GAP = 5_000 * SAMPLES_PER_MS
"""A longer gap becomes this much silence, which ends any utterance, and a leap of the clock."""
_STARTED_OVER = 2_000 * SAMPLES_PER_MS
"""A timestamp so far behind means that the sender's clock began again."""

Frame = tuple[int, NDArray[np.int16]]
"""Audio time of the frame's first sample in milliseconds, and its 160 samples."""


class FrameClock:
    """Keeps audio time: lost frames become silence, late and doubled ones are dropped.

    Not thread-safe.
    """

    def __init__(self) -> None:
        self._pending = b""
        self._end: int | None = None
        """Audio time after the last byte taken, in samples; None before the first."""
        self._offset = 0
        """From the sender's clock to audio time, in samples."""

    def frames(self, payload: bytes, timestamp_ms: int | None) -> Iterator[Frame]:
        """The frames that this payload completes.

        Args:
            payload: mu-law, any number of bytes.
            timestamp_ms: time of its first sample by the sender's clock; None where there is no
                such clock, and the payload follows the last one.
        """
        gap = self._gap(payload, timestamp_ms)
        if gap is None:
            return
        yield from self._take(SILENCE * min(gap, _LARGEST_GAP))
        if gap > _LARGEST_GAP:
            self._end = (self._end or 0) + gap - _LARGEST_GAP
        yield from self._take(payload)

    def _gap(self, payload: bytes, timestamp_ms: int | None) -> int | None:
        """Samples of silence before the payload; None where it comes too late to be heard."""
        if self._end is None:
            self._end = (timestamp_ms or 0) * SAMPLES_PER_MS
        if timestamp_ms is None:
            return 0
        start = timestamp_ms * SAMPLES_PER_MS + self._offset
        if start < self._end - _STARTED_OVER:
            self._offset += self._end - start
            start = self._end
        if start < self._end and start + len(payload) <= self._end:
            return None
        ahead = start - self._end
        return ahead if ahead >= _SMALLEST_GAP else 0

    def _take(self, mulaw: bytes) -> Iterator[Frame]:
        self._end = (self._end or 0) + len(mulaw)
        heard = self._pending + mulaw
        whole = len(heard) - len(heard) % FRAME_SAMPLES
        self._pending = heard[whole:]
        start = self._end - len(heard)
        samples = decode(heard[:whole])
        for at in range(0, whole, FRAME_SAMPLES):
            yield (start + at) // SAMPLES_PER_MS, samples[at : at + FRAME_SAMPLES]
