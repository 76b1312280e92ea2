"""Speech as a telephone line wants it: its band, its level, no clipping."""

import numpy as np
from numpy.typing import NDArray

from ivr.speech.vad import FRAME_SAMPLES, loudness_dbfs
from telephony.mulaw import SAMPLE_RATE

SPEECH_DBFS = -17.0
"""Level of active speech, dB relative to full scale (nominal for digital telephone speech)."""
_PEAK = 32768 * 10 ** (-1.5 / 20)
_PAUSE_BELOW_LOUDEST_DB = 25.0
"""Frames that much quieter than the loudest one are pauses, and do not count for the level."""
_MOST_GAIN_DB = 30.0
_BAND_HZ = (180, 3500)
_STEEPNESS = 4
"""Order of the Butterworth response at each edge of the band."""


def to_line_level(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    """Speech at 8 kHz, band-limited softly and brought to the telephone's level.

    Peaks that the gain lifts too high are pressed down smoothly. Silence stays silence.
    """
    if samples.size == 0:
        return samples
    filtered = _band_limited(samples)
    level = active_dbfs(np.clip(filtered, -32768, 32767).astype(np.int16))
    gain_db = min(SPEECH_DBFS - level, _MOST_GAIN_DB)
    louder = filtered * 10 ** (gain_db / 20)
    return np.rint(_limited(louder)).astype(np.int16)


def _band_limited(samples: NDArray[np.int16]) -> NDArray[np.float64]:
    spectrum = np.fft.rfft(samples.astype(np.float64), samples.size + SAMPLE_RATE // 10)
    hz = np.fft.rfftfreq(samples.size + SAMPLE_RATE // 10, 1 / SAMPLE_RATE)
    low, high = _BAND_HZ
    above = 1 / np.sqrt(1 + (low / np.maximum(hz, 1.0)) ** _STEEPNESS)
    below = 1 / np.sqrt(1 + (hz / high) ** _STEEPNESS)
    filtered: NDArray[np.float64] = np.fft.irfft(spectrum * above * below)[: samples.size]
    return filtered


def active_dbfs(samples: NDArray[np.int16]) -> float:
    """Level of the speech in a sound without its pauses, dB relative to full scale."""
    whole = samples.size - samples.size % FRAME_SAMPLES
    if not whole:
        return loudness_dbfs(samples)
    frames = samples[:whole].reshape(-1, FRAME_SAMPLES)
    power = np.square(frames.astype(np.float64)).mean(axis=1)
    active = frames[power >= power.max() * 10 ** (-_PAUSE_BELOW_LOUDEST_DB / 10)]
    return loudness_dbfs(active.reshape(-1))


def _limited(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Linear up to half the peak, from there on a smooth bend that never passes it."""
    knee = _PEAK / 2
    over = np.abs(samples) - knee
    bent = knee + (_PEAK - knee) * np.tanh(over / (_PEAK - knee))
    limited: NDArray[np.float64] = np.where(over > 0, np.sign(samples) * bent, samples)
    return limited
