"""Sound from one sampling rate to another, by its spectrum.

numpy alone: importing a filter library takes longer than starting the line.
"""

from math import ceil, gcd

import numpy as np
from numpy.typing import NDArray

from telephony.mulaw import SAMPLE_RATE

_TAPER = 0.94
"""Share of the lower rate's band that passes whole; above it the sound fades out."""
_MARGIN_S = 0.05
"""Silence behind the sound, so that its end does not run into its beginning."""


def resample(
    samples: NDArray[np.floating] | NDArray[np.int16], from_hz: int, to_hz: int
) -> NDArray[np.float64]:
    """The same sound at another rate.

    Args:
        samples: shape (n,).
        from_hz: its samples a second.
        to_hz: those of the result.

    Returns:
        Shape (ceil(n * to_hz / from_hz),), at the level it came with.
    """
    sound = np.asarray(samples, dtype=np.float64)
    if from_hz == to_hz or sound.size == 0:
        return sound
    shared = gcd(from_hz, to_hz)
    up, down = to_hz // shared, from_hz // shared
    blocks = ceil((sound.size + _MARGIN_S * from_hz) / down)
    spectrum = np.fft.rfft(sound, blocks * down)
    length = blocks * up
    kept = min(spectrum.size, length // 2 + 1)
    result = np.zeros(length // 2 + 1, dtype=np.complex128)
    result[:kept] = spectrum[:kept] * _fade(kept)
    return np.fft.irfft(result, length)[: ceil(sound.size * up / down)] * (up / down)


def at_telephone_rate(
    samples: NDArray[np.floating] | NDArray[np.int16], from_hz: int
) -> NDArray[np.int16]:
    """Sound on the 16-bit scale as 16-bit samples at 8 kHz."""
    resampled = resample(samples, from_hz, SAMPLE_RATE)
    return np.clip(np.rint(resampled), -32768, 32767).astype(np.int16)


def _fade(bins: int) -> NDArray[np.float64]:
    """One up to the taper, then half a cosine down to zero."""
    place = np.linspace(0.0, 1.0, bins)
    over = np.clip((place - _TAPER) / (1 - _TAPER), 0.0, 1.0)
    fade: NDArray[np.float64] = 0.5 * (1 + np.cos(np.pi * over))
    return fade
