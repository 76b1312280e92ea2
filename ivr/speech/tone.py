"""The tone after which a message is recorded."""

from functools import cache

import numpy as np

from telephony.mulaw import SAMPLE_RATE, encode

_HZ = 880.0
_SECONDS = 0.35
_LEVEL_DBFS = -17.0
_EDGE_S = 0.02
"""How long it takes to swell and to fade, so that it does not click."""


@cache
def tone() -> bytes:
    """Its sound, mu-law at 8 kHz."""
    seconds = np.arange(round(_SECONDS * SAMPLE_RATE)) / SAMPLE_RATE
    edges = np.clip(np.minimum(seconds, _SECONDS - seconds) / _EDGE_S, 0, 1)
    peak = 32768 * 10 ** (_LEVEL_DBFS / 20) * np.sqrt(2)
    wave = peak * edges * np.sin(2 * np.pi * _HZ * seconds)
    return encode(np.rint(wave).astype(np.int16))
