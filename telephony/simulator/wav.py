"""WAV files in and out."""

import io
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from telephony import mulaw
from telephony.resampling import at_telephone_rate

MAX_SECONDS = 600


class WavRefused(Exception):
    """Bytes that are no WAV file of 16-bit or 8-bit PCM, or too long a one."""


def read(content: bytes) -> NDArray[np.int16]:
    """Samples at 8 kHz, shape (n,), of a WAV file at any rate; channels are mixed.

    Raises:
        WavRefused: it cannot be read.
    """
    try:
        with wave.open(io.BytesIO(content)) as file:
            width, channels = file.getsampwidth(), file.getnchannels()
            rate_hz, frames = file.getframerate(), file.getnframes()
            if rate_hz < 1 or frames > MAX_SECONDS * rate_hz:
                raise WavRefused(f"longer than {MAX_SECONDS} s")
            content = file.readframes(frames)
    except (wave.Error, EOFError, RuntimeError) as broken:
        raise WavRefused(f"not a WAV file of PCM: {broken}") from None
    if width == 2:
        samples = np.frombuffer(content, dtype="<i2").astype(np.float64)
    elif width == 1:
        samples = (np.frombuffer(content, dtype=np.uint8).astype(np.float64) - 128) * 256
    else:
        raise WavRefused(f"{width * 8} bits a sample; 8 or 16 are read")
    mixed = samples[: len(samples) // channels * channels].reshape(-1, channels).mean(axis=1)
    return at_telephone_rate(mixed, rate_hz)


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
