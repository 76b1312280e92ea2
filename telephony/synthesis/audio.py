"""From the driver's audio to the telephone's: 8 kHz, without the silence around it."""

import numpy as np
from numpy.typing import NDArray

from telephony.mulaw import SAMPLE_RATE
from telephony.resampling import at_telephone_rate

SPEECH_FLOOR = 64
"""Magnitude from which a 16-bit sample counts as speech: 54 dB below full scale."""
LEAD_SAMPLES = SAMPLE_RATE * 20 // 1000
TAIL_SAMPLES = SAMPLE_RATE * 60 // 1000


def to_telephone(pcm: bytes, rate_hz: int) -> NDArray[np.int16]:
    """Telephone speech from 16-bit little-endian mono audio, at the level it came with.

    Args:
        pcm: the driver's audio.
        rate_hz: its samples a second.

    Returns:
        Samples at 8 kHz, shape (n,), with at most 20 ms of silence before the speech and 60 ms
        after it; none at all where there is no speech.
    """
    return _trimmed(at_telephone_rate(np.frombuffer(pcm, dtype="<i2"), rate_hz))


def _trimmed(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    speech = np.flatnonzero(np.abs(samples.astype(np.int32)) >= SPEECH_FLOOR)
    if speech.size == 0:
        return samples[:0]
    return samples[max(0, speech[0] - LEAD_SAMPLES) : speech[-1] + 1 + TAIL_SAMPLES].copy()
