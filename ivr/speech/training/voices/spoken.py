"""What an engine hands back: sound at its own rate, and when each of its phones begins."""

from __future__ import annotations

import wave
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample

from ivr.speech.phones import BASE, SILENCE
from ivr.speech.training.utterance import RATE, Utterance

EDGE_SECONDS = 0.12
"""How much of the silence before and after speech is kept."""
LOUD = 0.02
"""The part of the peak from which on sound counts as speech where nothing else tells."""
PEAK = 24000
"""The loudest sample of every utterance, out of 32767."""


@dataclass(frozen=True)
class Phone:
    """A phone of `BASE` from `start` seconds on; `owner` is its word's place, -1 for none."""

    start: float
    base: str
    owner: int = -1


@dataclass(frozen=True)
class Spoken:
    """Sound of an engine. samples: any scale; rate: Hz; phones: in order, silence included."""

    samples: NDArray[np.float32]
    rate: int
    phones: tuple[Phone, ...]

    def utterance(self, words: tuple[str, ...], voice: str, speed: float = 1.0) -> Utterance:
        """The sound at the telephone's rate, `speed` times as fast and as high, edges trimmed.

        Raises ValueError where nothing but silence was said.
        """
        end = len(self.samples) / self.rate
        if not self.phones:
            return self._untimed(words, voice, speed)
        voiced = [i for i, phone in enumerate(self.phones) if phone.base != BASE[0]]
        if not voiced:
            raise ValueError(f"nothing was said: {words}")
        after = voiced[-1] + 1
        stop = self.phones[after].start if after < len(self.phones) else end
        first = max(0.0, self.phones[voiced[0]].start - EDGE_SECONDS)
        last = min(end, stop + EDGE_SECONDS)
        kept = self.samples[int(first * self.rate) : int(last * self.rate)]
        phones = merged((*self.phones[voiced[0] : after], Phone(stop, BASE[0])))
        if phones[0].start > first:
            phones = [Phone(first, BASE[0]), *phones]
        return Utterance(
            samples=_at_line_rate(kept, self.rate * speed),
            words=words,
            voice=voice,
            starts=np.array([(p.start - first) / speed for p in phones], np.float32),
            phones=np.array([BASE.index(p.base) for p in phones], np.int16),
            owners=np.array([p.owner for p in phones], np.int16),
        )

    def _untimed(self, words: tuple[str, ...], voice: str, speed: float) -> Utterance:
        """The same for an engine that gives no timings: loudness tells where speech begins."""
        loud = np.flatnonzero(np.abs(self.samples) > LOUD * np.abs(self.samples).max())
        margin = int(EDGE_SECONDS * self.rate)
        if not len(loud):
            raise ValueError(f"nothing was said: {words}")
        kept = self.samples[max(0, loud[0] - margin) : loud[-1] + margin]
        none = np.zeros(0)
        return Utterance(
            samples=_at_line_rate(kept, self.rate * speed),
            words=words,
            voice=voice,
            starts=none.astype(np.float32),
            phones=none.astype(np.int16),
            owners=none.astype(np.int16),
        )


def read_back(path: Path, ended: Iterable[tuple[float, str]]) -> Spoken:
    """The sound of a WAV file with one channel; each phone is told with the second it ends at."""
    with wave.open(str(path)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    phones, start = [], 0.0
    for end, base in ended:
        phones.append(Phone(start, base))
        start = end
    return Spoken(samples.astype(np.float32), rate, (*phones, Phone(start, SILENCE)))


def merged(phones: tuple[Phone, ...]) -> list[Phone]:
    """The phones without those of no length, and with neighbouring silences made one."""
    lasting = [a for a, b in pairwise(phones) if b.start > a.start] + list(phones[-1:])
    kept: list[Phone] = []
    for phone in lasting:
        if not (kept and phone.base == kept[-1].base == BASE[0]):
            kept.append(phone)
    return kept


def _at_line_rate(samples: NDArray[np.float32], rate: float) -> NDArray[np.int16]:
    count = max(1, int(len(samples) * RATE / rate))
    changed = resample(samples.astype(np.float32), count)
    level = PEAK / max(1e-9, float(np.abs(changed).max()))
    return np.asarray(np.round(changed * level), np.int16)
