"""Mu-law, the sound of a telephone line: 8 bits a sample, 8000 samples a second (ITU-T G.711)."""

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 8000
"""Samples a second."""
FRAME_BYTES = 160
"""Bytes of one 20 ms frame."""
SILENCE = b"\xff"
"""One sample of silence."""

_BIAS = 132
_LOUDEST = 32635
"""The greatest magnitude that G.711 tells apart, on the 16-bit scale."""


def _encoding_table() -> NDArray[np.uint8]:
    """Mu-law byte of each 16-bit sample; a sample's index is its unsigned 16-bit pattern."""
    samples = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32)
    magnitude = np.minimum(np.abs(samples), _LOUDEST) + _BIAS
    exponent = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    mantissa = (magnitude >> (exponent + 3)) & 0x0F
    sign = np.where(samples < 0, 0x80, 0)
    table: NDArray[np.uint8] = (~(sign | (exponent << 4) | mantissa) & 0xFF).astype(np.uint8)
    return table


def _decoding_table() -> NDArray[np.int16]:
    """The 16-bit sample of each mu-law byte."""
    inverted = ~np.arange(256, dtype=np.int32) & 0xFF
    exponent = (inverted >> 4) & 0x07
    magnitude = ((((inverted & 0x0F) << 3) + _BIAS) << exponent) - _BIAS
    return np.where(inverted & 0x80, -magnitude, magnitude).astype(np.int16)


_TO_MULAW = _encoding_table()
_FROM_MULAW = _decoding_table()


def encode(samples: NDArray[np.int16]) -> bytes:
    """Mu-law bytes of 16-bit samples, one byte a sample.

    Args:
        samples: one channel, shape (n,).
    """
    return _TO_MULAW[samples.view(np.uint16)].tobytes()


def decode(mulaw: bytes) -> NDArray[np.int16]:
    """16-bit samples of mu-law bytes, shape (n,)."""
    return _FROM_MULAW[np.frombuffer(mulaw, dtype=np.uint8)]
