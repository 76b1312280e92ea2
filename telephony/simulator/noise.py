"""Sounds without words: what a line, a room or an angry caller adds."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from telephony import mulaw
from telephony.simulator.turns import NoiseKind

_RATE = mulaw.SAMPLE_RATE


def make(kind: NoiseKind, seconds: float, level: float, seed: int = 1) -> bytes:
    """Mu-law noise; the same for the same arguments.

    Args:
        kind: white (hiss), babble (a crowded room) or shout (a voice without words).
        seconds: how long.
        level: peak, 0 to 1 of full scale.
        seed: another number gives other noise.
    """
    random = np.random.default_rng(seed)
    sound = _SHAPES[kind](random, round(seconds * _RATE))
    peak = float(np.abs(sound).max()) or 1.0
    return mulaw.encode(np.round(sound * (level * 32000 / peak)).astype(np.int16))


def _white(random: np.random.Generator, count: int) -> NDArray[np.float64]:
    return random.standard_normal(count)


def _voiced(random: np.random.Generator, count: int, pitch_hz: float) -> NDArray[np.float64]:
    """Harmonics of a pitch that wanders, louder and softer like syllables."""
    time = np.arange(count) / _RATE
    wander = 1 + 0.06 * np.sin(2 * np.pi * 0.7 * time + random.uniform(0, 6))
    phase = 2 * np.pi * np.cumsum(pitch_hz * wander) / _RATE
    tone = sum(np.sin(n * phase) / n for n in range(1, 10))
    syllables = 0.55 + 0.45 * np.sin(2 * np.pi * random.uniform(3, 5) * time + random.uniform(0, 6))
    return np.asarray(tone * syllables)


def _babble(random: np.random.Generator, count: int) -> NDArray[np.float64]:
    voices = [_voiced(random, count, random.uniform(90, 240)) for _ in range(8)]
    return np.asarray(np.sum(voices, axis=0) + random.standard_normal(count))


def _shout(random: np.random.Generator, count: int) -> NDArray[np.float64]:
    return np.tanh(3 * _voiced(random, count, 320.0)) + 0.2 * random.standard_normal(count)


_SHAPES: Mapping[NoiseKind, Callable[[np.random.Generator, int], NDArray[np.float64]]] = {
    "white": _white,
    "babble": _babble,
    "shout": _shout,
}
