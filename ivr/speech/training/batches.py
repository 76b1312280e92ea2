"""An endless supply of freshly spoiled batches, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ivr.speech.training.excerpts import Library, nothing_said
from ivr.speech.training.features import cepstra, frames_in
from ivr.speech.training.frames import Batch, Sounds, batch_of, outputs_for
from ivr.speech.training.seeds import generator_of
from ivr.speech.training.spoil.noises import NoiseBank
from ivr.speech.training.spoil.spoiling import Spoiling, spoil
from ivr.speech.training.utterance import Utterance

POOL = 256
"""Excerpts that are drawn together and sorted by length, so that batches waste little."""
BATCH_FRAMES = 6000
"""Frames of 10 ms in a batch, padding included."""
WARPS = (0.82, 1.22)
"""How the vocal tract is changed: 1.22 makes a man's resonances a child's."""
PACES = (0.9, 1.12)
"""How much faster and higher an excerpt is played."""
WORDLESS = 0.04
"""How many excerpts have a sound in them and no words."""
MASKS = 2
MASK_FRAMES = 10
"""At most so many stretches of so many frames are blanked out."""


@dataclass(frozen=True)
class Diet:
    """Which utterances are heard how often, and how they are spoiled."""

    utterances: list[Utterance]
    weights: NDArray[np.float64]
    how: Spoiling


def supply(diet: Diet, *seed: str | int) -> Iterator[Batch]:
    """Batches without end."""
    draw = generator_of("batches", *seed)
    library = Library(diet.utterances)
    babble = [u.samples for u in diet.utterances[:: max(1, len(diet.utterances) // 300)]]
    noises = NoiseBank(babble, draw)
    chances = diet.weights / diet.weights.sum()
    while True:
        numbers = draw.choice(len(diet.utterances), POOL, p=chances)
        heard = [_heard(library, int(number), diet.how, noises, draw) for number in numbers]
        pool = sorted((h for h in heard if h is not None), key=lambda h: len(h.features))
        batches = list(_divided(pool))
        for place in draw.permutation(len(batches)):
            yield batch_of(batches[place])


def _divided(pool: list[Sounds]) -> Iterator[list[Sounds]]:
    """Neighbours in length together, as many as a batch takes."""
    batch: list[Sounds] = []
    for sounds in pool:
        if batch and (len(batch) + 1) * len(sounds.features) > BATCH_FRAMES:
            yield batch
            batch = []
        batch.append(sounds)
    if batch:
        yield batch


def _heard(
    library: Library, number: int, how: Spoiling, noises: NoiseBank, draw: np.random.Generator
) -> Sounds | None:
    """One excerpt as it arrives; None where it is too short for its sounds."""
    spoken = draw.random() >= WORDLESS
    excerpt = library.excerpt(number, draw) if spoken else nothing_said(draw)
    if frames_in(len(excerpt.samples)) < 2 or not len(excerpt.phones):
        return None
    arrived = spoil(excerpt.samples, excerpt.speech, how, noises, draw)
    features = cepstra(_paced(arrived, pace := draw.uniform(*PACES)), draw.uniform(*WARPS))
    starts = excerpt.starts / pace
    if len(excerpt.phones) > outputs_for(len(features)):
        return None
    return Sounds(_masked(features, draw), starts.astype(np.float32), excerpt.phones)


def _paced(samples: NDArray[np.int16], pace: float) -> NDArray[np.float32]:
    """Played faster by reading between the samples."""
    places = np.arange(0, len(samples) - 1, pace)
    return np.asarray(np.interp(places, np.arange(len(samples)), samples), np.float32)


def _masked(features: NDArray[np.float32], draw: np.random.Generator) -> NDArray[np.float32]:
    """Short stretches blanked out, but never much of a short excerpt."""
    if len(features) > 8 * MASK_FRAMES:
        for _ in range(int(draw.integers(0, MASKS + 1))):
            start = int(draw.integers(len(features)))
            features[start : start + int(draw.integers(1, MASK_FRAMES + 1))] = features.mean(axis=0)
    return features
