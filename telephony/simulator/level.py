"""How loud speech is on a telephone line, and when a line counts as silent."""

import numpy as np
from numpy.typing import NDArray

from telephony import mulaw

_SPEECH_RMS = 3000.0
"""About -21 dB below full scale, as a telephone gives a voice at normal distance."""
_PEAK = 24000.0
AUDIBLE = 500
"""Magnitude from which a sample is sound rather than line noise, of 32767."""


def at_speech_level(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    """The same speech as loud as a telephone carries it; shape (n,)."""
    sound = samples.astype(np.float64)
    loud = sound[np.abs(sound) > AUDIBLE]
    if not loud.size:
        return samples
    gain = min(_SPEECH_RMS / float(np.sqrt(np.mean(loud**2))), _PEAK / float(np.abs(sound).max()))
    scaled: NDArray[np.int16] = np.round(sound * gain).astype(np.int16)
    return scaled


def last_audible(frame: bytes) -> int | None:
    """Index of the last sample of mu-law that is not silent; None where all are."""
    audible = np.flatnonzero(np.abs(mulaw.decode(frame).astype(np.int32)) >= AUDIBLE)
    return int(audible[-1]) if audible.size else None
