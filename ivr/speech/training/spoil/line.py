"""What the way to the telephone does: room, microphone, band, codec, lost packets, level."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, fftconvolve, sosfilt

from ivr.speech.training.utterance import RATE

Floats = NDArray[np.float32]
PACKET = RATE // 50
"""Samples of one packet: 20 ms."""
FULL_SCALE = 32767.0
BANDS = 12
"""How many telephone bands there are to draw from."""


def room(samples: Floats, draw: np.random.Generator) -> Floats:
    """Echo of a room: noise that dies away within 80 to 500 ms."""
    length = int(draw.uniform(0.08, 0.5) * RATE)
    fade = np.exp(-6.9 * np.arange(length) / length)
    response = (draw.standard_normal(length) * fade * draw.uniform(0.02, 0.25)).astype(np.float32)
    response[0] = 1.0
    return np.asarray(fftconvolve(samples, response)[: len(samples)], np.float32)


def tone(samples: Floats, draw: np.random.Generator, decibels: float = 9.0) -> Floats:
    """The colour of a microphone: a smooth curve of up to so many dB."""
    points = np.interp(np.linspace(0, 1, 65), np.linspace(0, 1, 6), draw.uniform(-1, 1, 6))
    response = np.fft.irfft(10 ** (points * decibels / 20), 128)
    response = np.roll(response, 64) * np.hanning(128)
    return np.asarray(fftconvolve(samples, response, "same"), np.float32)


@cache
def _band(number: int) -> NDArray[np.float64]:
    low, high = np.linspace(90, 330, BANDS)[number], np.linspace(3700, 3150, BANDS)[number]
    return np.asarray(butter(2, [low, high], "band", fs=RATE, output="sos"))


def band(samples: Floats, draw: np.random.Generator) -> Floats:
    """The telephone's band, about 300 to 3400 Hz."""
    return np.asarray(sosfilt(_band(int(draw.integers(BANDS))), samples), np.float32)


def codec(samples: Floats, draw: np.random.Generator) -> Floats:
    """Something like a mobile's codec: in each packet's spectrum, the faint parts turn to noise."""
    packets = -(-len(samples) // PACKET)
    padded = np.zeros(packets * PACKET + PACKET, np.float32)
    padded[: len(samples)] = samples
    window = np.sin(np.pi * (np.arange(2 * PACKET) + 0.5) / (2 * PACKET)).astype(np.float32)
    starts = np.arange(packets)[:, None] * PACKET + np.arange(2 * PACKET)
    spectra = np.fft.rfft(padded[starts] * window, axis=1)
    sizes = np.abs(spectra)
    floor = sizes.max(axis=1, keepdims=True) * draw.uniform(0.002, 0.03)
    turned = np.exp(2j * np.pi * draw.random(spectra.shape)) * floor
    spoiled = np.where(sizes < floor, turned * draw.uniform(0.2, 1.0), spectra)
    pieces = np.fft.irfft(spoiled, 2 * PACKET, axis=1) * window
    joined = np.zeros_like(padded)
    joined[: packets * PACKET] += pieces[:, :PACKET].reshape(-1)
    joined[PACKET:] += pieces[:, PACKET:].reshape(-1)
    return joined[: len(samples)]


def lose_packets(samples: Floats, draw: np.random.Generator) -> Floats:
    """Packets that never came: silent, or the last one over again and fainter."""
    kept = samples.copy()
    rate = draw.uniform(0.005, 0.05)
    for packet in np.flatnonzero(draw.random(len(samples) // PACKET) < rate):
        start = int(packet) * PACKET
        before = kept[max(0, start - PACKET) : start]
        heard = before * 0.5 if len(before) == PACKET and draw.random() < 0.6 else 0.0
        kept[start : start + PACKET] = heard
    return kept


def level(samples: Floats, decibels: float, clip: float = 1.0) -> Floats:
    """Bring the peak to so many dB under full scale; clip: cut off from this part of the peak."""
    peak = float(np.abs(samples).max()) + 1e-9
    cut = np.clip(samples, -clip * peak, clip * peak)
    return (cut * (FULL_SCALE * 10 ** (decibels / 20) / (clip * peak))).astype(np.float32)
