"""Features and labels of excerpts, side by side in batches as the network takes them.

The network gives one output for each third frame, and sees `CONTEXT` frames to either side; what
lies beyond an excerpt's ends is its first or last frame over again, as in Kaldi.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ivr.speech.phones import entry_pdf, loop_pdf
from ivr.speech.training.features import CEPSTRA, FRAME, SHIFT
from ivr.speech.training.utterance import RATE

SUBSAMPLING = 3
CONTEXT = 21
"""Frames of 10 ms that the network sees before and after the one it speaks of."""
NO_LABEL = -100
FRAME_MIDDLE = FRAME / 2 / RATE
OUTPUT_SECONDS = SUBSAMPLING * SHIFT / RATE


@dataclass(frozen=True)
class Sounds:
    """Features of one excerpt (frames, 40) and the phones in it with their starts in seconds."""

    features: NDArray[np.float32]
    starts: NDArray[np.float32]
    phones: NDArray[np.int16]


@dataclass(frozen=True)
class Batch:
    """Excerpts of about one length.

    features: (excerpts, frames, 40), context included; labels: (excerpts, outputs), NO_LABEL
    past the end; lengths: outputs of each; phones: each one's places in BASE.
    """

    features: NDArray[np.float32]
    labels: NDArray[np.int64]
    lengths: NDArray[np.int64]
    phones: tuple[NDArray[np.int16], ...]


def outputs_for(frames: int) -> int:
    """How many outputs so many frames give."""
    return (frames + SUBSAMPLING - 1) // SUBSAMPLING


def labels(starts: NDArray[np.float32], phones: NDArray[np.int16], count: int) -> NDArray[np.int64]:
    """Each output's pdf: entry for a phone's first, loop for the rest; every phone gets one.

    Raises ValueError where there are more phones than outputs.
    """
    if len(phones) > count:
        raise ValueError(f"{len(phones)} phones in {count} outputs")
    order = np.arange(len(phones))
    first = np.round((starts - FRAME_MIDDLE) / OUTPUT_SECONDS).astype(int)
    first[0] = 0
    first = np.maximum.accumulate(first - order) + order
    first = np.minimum(first, count - len(phones) + order)
    given = np.repeat(phones.astype(np.int64), np.diff(np.append(first, count)))
    pdfs = loop_pdf(0) + given * (loop_pdf(1) - loop_pdf(0))
    pdfs[first] = entry_pdf(0) + phones.astype(np.int64) * (entry_pdf(1) - entry_pdf(0))
    return np.asarray(pdfs, np.int64)


def in_context(features: NDArray[np.float32], outputs: int) -> NDArray[np.float32]:
    """Features with the context that so many outputs need, the ends repeated."""
    place = np.arange(-CONTEXT, SUBSAMPLING * (outputs - 1) + 1 + CONTEXT)
    return features[np.clip(place, 0, len(features) - 1)]


def batch_of(sounds: list[Sounds]) -> Batch:
    """One batch of these excerpts. Raises ValueError as `labels` does."""
    lengths = np.array([outputs_for(len(sound.features)) for sound in sounds])
    longest = int(lengths.max())
    features = np.empty(
        (len(sounds), SUBSAMPLING * (longest - 1) + 1 + 2 * CONTEXT, CEPSTRA), np.float32
    )
    wanted = np.full((len(sounds), longest), NO_LABEL, np.int64)
    for row, (sound, length) in enumerate(zip(sounds, lengths, strict=True)):
        features[row] = in_context(sound.features, longest)
        wanted[row, :length] = labels(sound.starts, sound.phones, int(length))
    return Batch(features, wanted, lengths, tuple(sound.phones for sound in sounds))
