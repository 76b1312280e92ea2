"""Writes WAV files of calls."""

import io
import wave
from pathlib import Path

import numpy as np

from telephony import mulaw


def write(*channels: bytes) -> bytes:
    """A WAV file of 16-bit samples at 8 kHz, one channel for each run of mu-law."""
    longest = max(len(channel) for channel in channels)
    columns = [mulaw.decode(channel.ljust(longest, mulaw.SILENCE)) for channel in channels]
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(mulaw.SAMPLE_RATE)
        file.writeframes(np.stack(columns, axis=1).astype("<i2").tobytes())
    return target.getvalue()


def save(path: Path, *channels: bytes) -> None:
    """Write such a file."""
    path.write_bytes(write(*channels))
