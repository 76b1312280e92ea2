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
    seconds = np.arange(round(BAR_S * SAMPLE_RATE)) / SAMPLE_RATE
    sounds = [
        ([_pluck(note + 12, seconds) for note in chord], _pads(chord, seconds)) for chord in _CHORDS
    ]
    waves = [_bar(plucks, pad, pattern) for pattern in _PATTERNS for plucks, pad in sounds]
    power = float(np.mean(np.square(np.concatenate(waves))))
    gain = 32768 * 10 ** (LEVEL_DBFS / 20) / np.sqrt(power)
    return tuple(encode(np.rint(wave * gain).astype(np.int16)) for wave in waves)


def _bar(plucks: list[Wave], pad: Wave, pattern: tuple[int, ...]) -> Wave:
    wave = pad.copy()
    for beat, place in enumerate(pattern):
        begins = beat * wave.size // _BEATS
        wave[begins:] += plucks[place][: wave.size - begins]
    seconds = np.arange(wave.size) / SAMPLE_RATE
    edges = np.minimum(seconds, BAR_S - seconds) / _EDGE_S
    faded: Wave = wave * np.sin(np.clip(edges, 0, 1) * np.pi / 2)
    return faded


def _pads(chord: tuple[int, ...], seconds: Wave) -> Wave:
    """Held notes that swell and fall once in the bar."""
    tones = sum((np.sin(2 * np.pi * _hz(note) * seconds) for note in chord), np.zeros(seconds.size))
    held: Wave = 0.22 * tones * np.sin(np.pi * seconds / BAR_S)
    return held


def _pluck(note: int, seconds: Wave) -> Wave:
    """A note that is struck at second 0 and dies away."""
    envelope = np.minimum(seconds / 0.012, 1) * np.exp(-seconds / 0.55)
    turns = 2 * np.pi * _hz(note) * seconds
    tone = sum((share * np.sin(times * turns) for times, share in _OVERTONES), np.zeros(turns.size))
    struck: Wave = envelope * tone
    return struck


def _hz(note: int) -> float:
    """Frequency of a MIDI note, equal temperament, A4 = 440 Hz."""
    return float(440 * 2 ** ((note - 69) / 12))
