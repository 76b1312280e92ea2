"""A whole way of spoiling one stretch of speech, drawn at random."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ivr.speech.training.spoil import line
from ivr.speech.training.spoil.noises import NoiseBank
from telephony.mulaw import decode, encode

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Spoiling:
    """How likely each thing is, and how bad it gets. noise: dB of speech over noise."""

    room: float = 0.4
    tone: float = 0.7
    noise: float = 0.8
    noise_range: tuple[float, float] = (3.0, 42.0)
    gated: float = 0.25
    band: float = 0.55
    codec: float = 0.2
    lost: float = 0.1
    clipped: float = 0.12
    offset: float = 0.1
    mulaw: float = 0.75
    level_range: tuple[float, float] = (-32.0, 0.0)


NOISY = Spoiling(room=0.35, tone=0.6, noise=1.0, noise_range=(6.0, 30.0), gated=0.0, band=1.0)
"""The telephone noise of measurements: never worse than a bad line that people still use."""


def spoil(
    samples: Floats,
    speech: NDArray[np.bool_],
    how: Spoiling,
    noises: NoiseBank,
    draw: np.random.Generator,
) -> NDArray[np.int16]:
    """What arrives of `samples`. speech: which samples are speech, for noise that stops with it."""
    if draw.random() < how.room:
        samples = line.room(samples, draw)
    if draw.random() < how.tone:
        samples = line.tone(samples, draw)
    if draw.random() < how.noise:
        samples = samples + _noise(samples, speech, how, noises, draw)
    if draw.random() < how.band:
        samples = line.band(samples, draw)
    if draw.random() < how.codec:
        samples = line.codec(samples, draw)
    if draw.random() < how.lost:
        samples = line.lose_packets(samples, draw)
    clip = draw.uniform(0.15, 0.7) if draw.random() < how.clipped else 1.0
    samples = line.level(samples, draw.uniform(*how.level_range), clip)
    offset = draw.uniform(-150, 150) if draw.random() < how.offset else 0.0
    arrived = np.clip(np.round(samples + offset), -32768, 32767).astype(np.int16)
    return decode(encode(arrived)) if draw.random() < how.mulaw else arrived


def _noise(
    samples: Floats,
    speech: NDArray[np.bool_],
    how: Spoiling,
    noises: NoiseBank,
    draw: np.random.Generator,
) -> Floats:
    spoken = samples[speech] if speech.any() else samples
    loudness = float(np.sqrt(np.mean(spoken**2))) + 1.0
    noise = noises.some(len(samples), draw)
    if draw.random() < 0.3:
        noise = noise + noises.some(len(samples), draw) * np.float32(draw.uniform(0.2, 1.0))
    decibels = draw.uniform(*how.noise_range)
    noise = noise * np.float32(loudness * 10 ** (-decibels / 20) / (noise.std() + 1e-9))
    if draw.random() < how.gated:
        noise = noise * speech
    return np.asarray(noise, np.float32)
