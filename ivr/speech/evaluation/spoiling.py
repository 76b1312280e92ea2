"""What a telephone line does to speech, and sounds that are no speech."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ivr.speech.evaluation.case import Sound
from telephony.mulaw import SAMPLE_RATE, decode, encode

_TIGHT_DB = 38.0
"""Below the peak; what is softer at the ends of a word is cut off."""
PIECE = SAMPLE_RATE // 100
"""Samples of a hundredth of a second, by which loudness is looked at."""
_LONGEST_GAP_S = 0.2
_NOISY_SNR_DB = (6.0, 24.0)
_FULL_SCALE = 32767.0


def tight(sound: Sound) -> Sound:
    """A word without the silence around it, as in collections of single recorded digits."""
    loud = loudness(sound)
    (heard,) = np.nonzero(loud > loud.max() * 10 ** (-_TIGHT_DB / 20))
    return sound[heard[0] * PIECE : (heard[-1] + 1) * PIECE] if heard.size else sound


def loudness(sound: Sound) -> NDArray[np.float64]:
    """Root mean square of each whole `PIECE`, on the 16-bit scale."""
    pieces = sound[: sound.size // PIECE * PIECE].reshape(-1, PIECE).astype(np.float64)
    loud: NDArray[np.float64] = np.sqrt((pieces**2).mean(axis=1))
    return loud


def spliced(
    words: Sequence[tuple[str, Sound]], count: int, chance: np.random.Generator
) -> tuple[str, Sound]:
    """Some of a voice's words, one after the other with hardly a gap.

    Args:
        words: to choose from, with how they sound.
        count: how many are chosen; a word may come again.
        chance: seeded.
    """
    chosen = [words[place] for place in chance.integers(len(words), size=count)]
    pieces = []
    for _, sound in chosen:
        gap = int(chance.uniform(0, _LONGEST_GAP_S) * SAMPLE_RATE)
        pieces += [sound, np.zeros(gap, np.int16)]
    return " ".join(word for word, _ in chosen), np.concatenate(pieces[:-1])


def bad_line(sound: Sound, chance: np.random.Generator) -> Sound:
    """Speech with its pauses through the band of an old telephone, in noise of a random colour."""
    return with_noise(narrow(sound), chance.uniform(*_NOISY_SNR_DB), chance)


def with_noise(sound: Sound, snr_db: float, chance: np.random.Generator) -> Sound:
    """Speech in noise of a random colour.

    Args:
        sound: speech with its pauses.
        snr_db: how far the noise is below the speech, in decibels over all.
        chance: seeded.
    """
    noise = coloured_noise(sound.size, chance.uniform(0, 1.2), chance)
    level = np.sqrt(np.mean(sound.astype(np.float64) ** 2)) * 10 ** (-snr_db / 20)
    return on_the_line(sound + noise * level)


def coloured_noise(
    samples: int, steepness: float, chance: np.random.Generator
) -> NDArray[np.float64]:
    """Noise of unit power whose power falls with frequency to that exponent: 0 white, 1 pink."""
    spectrum = np.fft.rfft(chance.standard_normal(samples))
    at = np.arange(1, spectrum.size + 1)
    sound = np.fft.irfft(spectrum / at ** (steepness / 2), samples)
    return np.asarray(sound / max(sound.std(), 1e-9))


def narrow(sound: Sound) -> Sound:
    """The band of an old telephone: 300 to 3,400 Hz."""
    spectrum = np.fft.rfft(sound.astype(np.float64))
    hertz = np.fft.rfftfreq(sound.size, 1 / SAMPLE_RATE)
    gain = 1 / (1 + (300 / np.maximum(hertz, 1)) ** 6) / (1 + (hertz / 3400) ** 20)
    return on_the_line(np.fft.irfft(spectrum * gain, sound.size))


def louder(sound: Sound, decibels: float) -> Sound:
    """The sound at another level; what is too loud is clipped."""
    return on_the_line(sound * 10 ** (decibels / 20))


def reshaped(sound: Sound, warp: float) -> Sound:
    """The sound of another vocal tract: all frequencies move by the factor, and so does pace."""
    at = np.arange(0, sound.size - 1, warp)
    return on_the_line(np.interp(at, np.arange(sound.size), sound.astype(np.float64)))


def cough(chance: np.random.Generator) -> Sound:
    """A cough or two: bursts of noise through a throat."""
    bursts = []
    for _ in range(chance.integers(1, 3)):
        samples = int(chance.uniform(0.15, 0.35) * SAMPLE_RATE)
        at = np.arange(samples) / SAMPLE_RATE
        body = coloured_noise(samples, 0.8, chance) + 0.6 * np.sin(2 * np.pi * 180 * at)
        shape = np.minimum(at / 0.012, 1) * np.exp(-at / chance.uniform(0.05, 0.12))
        bursts += [body * shape * 9000, np.zeros(int(chance.uniform(0.05, 0.2) * SAMPLE_RATE))]
    return on_the_line(np.concatenate(bursts))


def on_the_line(sound: NDArray[np.floating] | Sound) -> Sound:
    """Through G.711 mu-law and back."""
    return decode(encode(np.clip(np.round(sound), -_FULL_SCALE, _FULL_SCALE).astype(np.int16)))


def between_silences(sound: Sound, before_ms: int = 300, after_ms: int = 400) -> Sound:
    """The sound with silence around it."""
    silences = [np.zeros(ms * SAMPLE_RATE // 1000, np.int16) for ms in (before_ms, after_ms)]
    return np.concatenate([silences[0], sound, silences[1]])
