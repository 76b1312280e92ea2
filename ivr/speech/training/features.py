"""Kaldi's mel-frequency cepstra in NumPy, with a vocal tract of any length.

The same numbers as Kaldi's `compute-mfcc-feats` under the model's `mfcc.conf`: 25 ms frames each
10 ms, 40 mel bands between 40 and 3800 Hz, 40 cepstra. Samples are at 16-bit scale.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ivr.speech.training.utterance import RATE

FRAME, SHIFT, PADDED = 200, 80, 256
"""Samples: of a frame, between frames, of a frame once padded with zeros."""
CEPSTRA = 40
LOWEST, HIGHEST = 40.0, 3800.0
LIFTER = 22.0
PRE_EMPHASIS = 0.97
KNEE = 0.8
"""The part of the band, from below, in which a warp is a plain stretch."""
FRAMES_A_SECOND = RATE // SHIFT
CONF = f"""--use-energy=false
--sample-frequency={RATE}
--num-mel-bins={CEPSTRA}
--num-ceps={CEPSTRA}
--low-freq={LOWEST:.0f}
--high-freq={HIGHEST - RATE / 2:.0f}
--dither=0
"""
"""The model's conf/mfcc.conf, from which Vosk computes the same."""

Floats = NDArray[np.float32]


def frames_in(samples: int) -> int:
    """How many frames a number of samples gives."""
    return 0 if samples < FRAME else 1 + (samples - FRAME) // SHIFT


def cepstra(samples: NDArray[np.generic], warp: float = 1.0) -> Floats:
    """Features of each frame, shape (frames, 40).

    warp: how much shorter the speaker's vocal tract is to seem than it is: 1.1 moves every
    resonance up by a tenth, without changing pitch or pace.
    """
    count = frames_in(len(samples))
    places = np.arange(FRAME) + SHIFT * np.arange(count)[:, None]
    frames = np.asarray(samples, np.float32)[places]
    frames -= frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    frames = (frames - np.float32(PRE_EMPHASIS) * before) * _window()
    spectrum = np.fft.rfft(frames, PADDED, axis=1)[:, : PADDED // 2]
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    bands = np.log(np.maximum(power @ _bands(round(warp, 2)), np.finfo(np.float32).eps))
    return np.asarray(bands @ _transform(), np.float32)


@cache
def _window() -> Floats:
    """Povey's: a Hann window to the power of 0.85."""
    turn = 2 * np.pi * np.arange(FRAME) / (FRAME - 1)
    return ((0.5 - 0.5 * np.cos(turn)) ** 0.85).astype(np.float32)


def _mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1127.0 * np.log1p(hertz / 700.0)


def _warped(hertz: NDArray[np.float64], warp: float) -> NDArray[np.float64]:
    """Where a frequency goes: stretched below the knee, then straight to the end of the band."""
    knee = KNEE * HIGHEST * min(1.0, 1.0 / warp)
    slope = (HIGHEST - warp * knee) / (HIGHEST - knee)
    return np.where(hertz < knee, warp * hertz, HIGHEST + slope * (hertz - HIGHEST))


@cache
def _bands(warp: float) -> Floats:
    """Triangles over the mel scale, shape (128, 40)."""
    low, high = _mel(np.array([LOWEST, HIGHEST]))
    edges = np.linspace(float(low), float(high), CEPSTRA + 2)
    heard = _mel(np.maximum(_warped(np.arange(PADDED // 2) * RATE / PADDED, warp), 0.0))[:, None]
    rising = (heard - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - heard) / (edges[2:] - edges[1:-1])
    return np.asarray(np.maximum(0.0, np.minimum(rising, falling)), np.float32)


@cache
def _transform() -> Floats:
    """The cosine transform and the lifter in one, shape (40, 40)."""
    band, order = np.arange(CEPSTRA)[:, None] + 0.5, np.arange(CEPSTRA)[None, :]
    cosine = np.sqrt(2.0 / CEPSTRA) * np.cos(np.pi / CEPSTRA * band * order)
    cosine[:, 0] = np.sqrt(1.0 / CEPSTRA)
    lifter = 1.0 + 0.5 * LIFTER * np.sin(np.pi * np.arange(CEPSTRA) / LIFTER)
    return np.asarray(cosine * lifter, np.float32)
