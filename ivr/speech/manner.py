"""How a caller speaks: how loud, how high, how fast. From telephone sound at 8 kHz."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ivr.speech.recognition import Word
from ivr.speech.vad import FRAME_SAMPLES
from telephony.mulaw import SAMPLE_RATE

_WINDOW = 2 * FRAME_SAMPLES
"""40 ms: two periods of the lowest voice and more."""
_WINDOWS = 40
"""So many windows are looked at, spread over the utterance; the median needs no more."""
_PITCH_HZ = (70, 420)
_VOICED = 0.5
"""Least share of a window's power that comes again a period later."""
_NEARLY_BEST = 0.85
"""A shorter period that comes again as strongly is the true one, not its double."""
_FEWEST_WINDOWS = 4


@dataclass(frozen=True)
class Manner:
    """Of one utterance."""

    loudness_dbfs: float
    """Level of the speech, dB relative to full scale."""
    pitch_hz: float | None
    """Median pitch of the voice; None where it has none, as in a whisper."""
    words_per_s: float | None
    """None for a single word, which has no pace."""


def pitch_hz(voiced: Sequence[NDArray[np.int16]]) -> float | None:
    """Median pitch, by the autocorrelation of short windows; None where hardly any has one.

    Args:
        voiced: the frames that hold speech, in order.
    """
    if not voiced:
        return None
    sound = np.concatenate(voiced).astype(np.float32)
    count = sound.size // _WINDOW
    windows = sound[: count * _WINDOW].reshape(count, _WINDOW)
    windows = windows[:: max(1, count // _WINDOWS)]
    spectrum = np.fft.rfft(windows * np.hanning(_WINDOW), 2 * _WINDOW)
    again = np.fft.irfft(np.abs(spectrum) ** 2)
    fading = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(_WINDOW), 2 * _WINDOW)) ** 2)
    shortest, longest = (SAMPLE_RATE // hz for hz in reversed(_PITCH_HZ))
    lags = np.arange(shortest, longest + 1)
    power = np.maximum(again[:, :1], 1.0)
    strength = again[:, lags] / power * (fading[0] / fading[lags])
    best = strength.max(axis=1, initial=0.0)
    first = (strength >= _NEARLY_BEST * best[:, None]).argmax(axis=1)
    periods = [_peak(row, at) + shortest for row, at in zip(strength, first, strict=True)]
    pitches = [SAMPLE_RATE / p for p, b in zip(periods, best, strict=True) if b >= _VOICED]
    return float(np.median(pitches)) if len(pitches) >= _FEWEST_WINDOWS else None


def words_per_s(words: Sequence[Word]) -> float | None:
    """Pace from the beginning of the first word to the end of the last."""
    if len(words) < 2:
        return None
    return len(words) * 1000 / max(1, words[-1].end_ms - words[0].start_ms)


def _peak(strength: NDArray[np.float64], at: int) -> int:
    """The top of the hill that begins at a place."""
    while at + 1 < strength.size and strength[at + 1] > strength[at]:
        at += 1
    return at
