"""Music for callers who hold: made by arithmetic, so free of anybody's rights.

Eight bars over four chords, a soft pad beneath plucked notes. Every bar begins and ends in
silence, so that music can begin, stop for a word, and come round again at any bar.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from telephony.mulaw import SAMPLE_RATE, encode

BAR_S = 4.0
"""Length of a bar, in seconds."""
LEVEL_DBFS = -20.0
"""Level of the whole, dB relative to full scale; speech is 3 dB louder."""
_BEATS = 8
"""Notes of a bar."""
_CHORDS = (
    (60, 64, 67, 71),
    (57, 60, 64, 67),
    (53, 57, 60, 64),
    (55, 59, 62, 65),
)
"""MIDI notes of C major seven, A minor seven, F major seven and G seven."""
_PATTERNS = ((0, 1, 2, 3, 2, 1, 2, 1), (0, 2, 1, 3, 1, 2, 3, 2))
"""Which note of its chord each beat of a bar plays; the second time round in another order."""
_OVERTONES = ((1, 1.0), (2, 0.35), (3, 0.12))
"""Multiple of a plucked note's frequency, and its share."""
_EDGE_S = 0.25
"""How long a bar takes to swell and to fade, in seconds."""

Wave = NDArray[np.float64]


@cache
def bars() -> tuple[bytes, ...]:
    """The bars in their order, mu-law at 8 kHz; the first follows the last."""
    waves = [_bar(chord, pattern) for pattern in _PATTERNS for chord in _CHORDS]
    power = float(np.mean(np.square(np.concatenate(waves))))
    gain = 32768 * 10 ** (LEVEL_DBFS / 20) / np.sqrt(power)
    return tuple(encode(np.rint(wave * gain).astype(np.int16)) for wave in waves)


def _bar(chord: tuple[int, ...], pattern: tuple[int, ...]) -> Wave:
    seconds = np.arange(round(BAR_S * SAMPLE_RATE)) / SAMPLE_RATE
    wave = sum((_pad(note, seconds) for note in chord), np.zeros_like(seconds))
    for beat, place in enumerate(pattern):
        begins = beat * BAR_S / _BEATS
        wave += _pluck(chord[place] + 12, seconds - begins)
    edges = np.minimum(seconds, BAR_S - seconds) / _EDGE_S
    faded: Wave = wave * np.sin(np.clip(edges, 0, 1) * np.pi / 2)
    return faded


def _pad(note: int, seconds: Wave) -> Wave:
    """A held note that swells and falls once in the bar."""
    tone: Wave = 0.22 * np.sin(2 * np.pi * _hz(note) * seconds) * np.sin(np.pi * seconds / BAR_S)
    return tone


def _pluck(note: int, seconds: Wave) -> Wave:
    """A note that is struck at second 0 and dies away."""
    rung = np.maximum(seconds, 0)
    envelope = np.minimum(rung / 0.012, 1) * np.exp(-rung / 0.55) * (seconds >= 0)
    tone = sum(share * np.sin(2 * np.pi * _hz(note) * times * rung) for times, share in _OVERTONES)
    struck: Wave = envelope * tone
    return struck


def _hz(note: int) -> float:
    """Frequency of a MIDI note, equal temperament, A4 = 440 Hz."""
    return float(440 * 2 ** ((note - 69) / 12))
