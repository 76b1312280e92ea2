"""Noise of many colours and shapes, each at a root mean square of one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from ivr.speech.training.utterance import RATE

Floats = NDArray[np.float64]
Maker = Callable[[int, np.random.Generator], Floats]
"""Makes so many samples of one kind of sound, another each time."""
BANK_SECONDS = 40
"""How much of each noise is made once and then used from anywhere."""


def _white(count: int, draw: np.random.Generator) -> Floats:
    return draw.standard_normal(count)


def _brown(count: int, draw: np.random.Generator) -> Floats:
    """Wind, traffic from afar, a hand on the microphone."""
    return np.asarray(lfilter([1.0], [1.0, -draw.uniform(0.7, 0.99)], draw.standard_normal(count)))


def _pink(count: int, draw: np.random.Generator) -> Floats:
    """Rooms and crowds."""
    spectrum = np.fft.rfft(draw.standard_normal(count))
    return np.fft.irfft(spectrum / np.sqrt(np.arange(len(spectrum)) + 1.0), count)


def _hum(count: int, draw: np.random.Generator) -> Floats:
    """Mains with its harmonics."""
    time = np.arange(count) / RATE
    mains = draw.choice([50.0, 60.0])
    tones = (
        np.sin(2 * np.pi * mains * n * time + draw.uniform(0, 6)) / n ** draw.uniform(0.5, 1.5)
        for n in range(1, 12)
    )
    return np.asarray(sum(tones)) + 0.2 * draw.standard_normal(count)


def _motor(count: int, draw: np.random.Generator) -> Floats:
    """A car or a fan: coloured noise that swells with a slow beat, over a low buzz."""
    time = np.arange(count) / RATE
    swell = 1.0 + 0.5 * np.sin(2 * np.pi * draw.uniform(0.5, 8) * time)
    buzz = np.sign(np.sin(2 * np.pi * draw.uniform(60, 180) * time))
    return swell * _brown(count, draw) + draw.uniform(0, 1.5) * np.asarray(
        lfilter([0.2], [1.0, -0.8], buzz)
    )


def _clatter(count: int, draw: np.random.Generator) -> Floats:
    """Dishes, keys, steps: short knocks, each with a ring of its own."""
    sound = 0.02 * draw.standard_normal(count)
    for start in draw.integers(0, count, count // draw.integers(1500, 9000)):
        length = min(count - start, int(draw.integers(80, 1600)))
        fade = np.exp(-np.arange(length) / draw.uniform(20, 300))
        tone = np.sin(2 * np.pi * draw.uniform(300, 3500) * np.arange(length) / RATE)
        knock = tone + draw.standard_normal(length)
        sound[start : start + length] += draw.uniform(0.2, 1.0) * fade * knock
    return sound


def _music(count: int, draw: np.random.Generator) -> Floats:
    """Hold music in the next room: chords of decaying notes over a beat."""
    sound = np.zeros(count)
    beat = int(draw.uniform(0.18, 0.6) * RATE)
    root = draw.uniform(110, 330)
    for start in range(0, count, beat):
        length = min(count - start, 4 * beat)
        time = np.arange(length) / RATE
        for step in draw.choice([0, 2, 4, 5, 7, 9, 11, 12], draw.integers(1, 4)):
            pitch = root * 2 ** (step / 12)
            note = sum(np.sin(2 * np.pi * pitch * n * time) / n for n in (1, 2, 3))
            sound[start : start + length] += np.asarray(note) * np.exp(-time * draw.uniform(2, 9))
    return sound


COLOURS: dict[str, Maker] = {
    "white": _white,
    "brown": _brown,
    "pink": _pink,
    "hum": _hum,
    "motor": _motor,
    "clatter": _clatter,
    "music": _music,
}


class NoiseBank:
    """Every noise, some seconds of each in a few takes, and babble of the training's voices."""

    def __init__(self, speech: list[NDArray[np.int16]], draw: np.random.Generator) -> None:
        """speech: samples of many voices, from which babble is mixed."""
        count = BANK_SECONDS * RATE
        takes = [make(count, draw) for make in COLOURS.values() for _ in range(2)]
        if speech:
            takes += [_babble(speech, count, voices, draw) for voices in (1, 2, 4, 8)]
        self._takes = [(take / (take.std() + 1e-9)).astype(np.float32) for take in takes]

    def some(self, count: int, draw: np.random.Generator) -> NDArray[np.float32]:
        """So many samples from a random place of a random noise."""
        take = self._takes[draw.integers(len(self._takes))]
        start = int(draw.integers(len(take)))
        return np.take(take, np.arange(start, start + count), mode="wrap")


def _babble(
    speech: list[NDArray[np.int16]], count: int, voices: int, draw: np.random.Generator
) -> Floats:
    sound = np.zeros(count)
    for _ in range(voices):
        place = 0
        while place < count:
            said = speech[draw.integers(len(speech))][: count - place].astype(float)
            sound[place : place + len(said)] += said / (said.std() + 1.0)
            place += len(said) + int(draw.integers(0, RATE // 2))
    return sound
