"""Sounds that a line hears and that aren't words: music, tones, coughs, breaths, knocks, noise.

The network learns them as silence, so that a caller who is on hold beside another telephone, hums
or coughs has said nothing. Each is drawn afresh, and none is what measurements are made with.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from ivr.speech.training.spoil.noises import COLOURS, Floats, Maker
from ivr.speech.training.utterance import RATE

SHORTEST_SECONDS, LONGEST_SECONDS = 0.3, 3.0
PEAK = 12000.0
"""The loudest sample, at 16-bit scale, before a line's own loudness."""


def sound(draw: np.random.Generator) -> NDArray[np.float32]:
    """One such sound, of 0.3 to 3 s."""
    count = int(draw.uniform(SHORTEST_SECONDS, LONGEST_SECONDS) * RATE)
    made = _any_of(ALONE, count, draw)
    return np.asarray(made * (PEAK / (np.abs(made).max() + 1e-9)), np.float32)


def _pads(count: int, draw: np.random.Generator) -> Floats:
    """Held chords that swell and fall, often with struck notes over them."""
    time = np.arange(count) / RATE
    root = draw.uniform(90, 300)
    chord = root * 2 ** (np.array([0, *draw.choice([3, 4, 5, 7, 9, 10, 11, 12], 3)]) / 12)
    held = sum((_tone(pitch, time, draw) for pitch in chord), np.zeros(count))
    made: Floats = held * np.sin(np.pi * (time / time[-1]) ** draw.uniform(0.5, 2)) ** draw.uniform(
        0, 1
    )
    if draw.random() < 0.7:
        loud, decay = draw.uniform(0.5, 5), draw.uniform(1, 8)
        beat = int(draw.uniform(0.15, 0.7) * RATE)
        for start in range(int(draw.integers(beat)), count, beat):
            rest = time[: count - start]
            struck = _tone(2 * float(draw.choice(chord)), rest, draw)
            made[start:] += loud * struck * np.minimum(rest / 0.01, 1) * np.exp(-rest * decay)
    return made


def _hum(count: int, draw: np.random.Generator) -> Floats:
    """One tone that wavers a little: a hum, a whistle, a beep, a feedback."""
    time = np.arange(count) / RATE
    waver = draw.uniform(0, 0.02) * np.sin(2 * np.pi * draw.uniform(0.5, 6) * time)
    pitch = float(np.exp(draw.uniform(np.log(70), np.log(1500))))
    turns = np.cumsum(pitch * (1 + waver)) / RATE
    made = np.sin(2 * np.pi * turns)
    if draw.random() < 0.4:
        made = made + draw.uniform(0, 0.4) * np.sin(4 * np.pi * turns)
    if draw.random() < 0.25:
        made = made * (np.sin(2 * np.pi * draw.uniform(0.5, 5) * time) > 0)
    return made * _edges(count, draw)


def _burst(count: int, draw: np.random.Generator) -> Floats:
    """A cough, a sneeze, a breath: air through a throat, once or a few times."""
    made = np.zeros(count)
    place = 0
    while place < count:
        length = min(count - place, int(draw.uniform(0.08, 0.9) * RATE))
        low = draw.uniform(150, 900)
        shape = butter(1, [low, low * draw.uniform(2, 4)], "band", fs=RATE, output="sos")
        time = np.arange(length) / length
        swell = time ** draw.uniform(0.05, 1.0) * (1 - time) ** draw.uniform(0.5, 3)
        made[place : place + length] = sosfilt(shape, draw.standard_normal(length)) * swell
        place += length + int(draw.uniform(0.03, 0.6) * RATE)
    return made


def _colour(count: int, draw: np.random.Generator) -> Floats:
    """A noise of those that are heard behind speech, which comes and goes."""
    return _any_of(COLOURS, count, draw) * _edges(count, draw)


def _any_of(kinds: Mapping[str, Maker], count: int, draw: np.random.Generator) -> Floats:
    makers = tuple(kinds.values())
    return makers[draw.integers(len(makers))](count, draw)


def _tone(pitch: float, time: Floats, draw: np.random.Generator) -> Floats:
    shares = draw.uniform(0, 0.5) ** np.arange(4)
    turns = 2 * np.pi * pitch * time
    return sum(
        (share * np.sin(times * turns) for times, share in enumerate(shares, 1)),
        np.zeros(len(time)),
    )


def _edges(count: int, draw: np.random.Generator) -> Floats:
    """A beginning and an end, sudden or slow."""
    place = np.arange(count)
    rise, fall = draw.uniform(0.002, 0.4, 2) * count
    made: Floats = np.minimum(1.0, np.minimum(place / rise, (count - place) / fall))
    return made


ALONE: dict[str, Maker] = {
    "pads": _pads,
    "hum": _hum,
    "burst": _burst,
    "colour": _colour,
}
