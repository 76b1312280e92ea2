"""Files of speech aligned by many processes at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import numpy as np

from ivr.speech.training.acoustic_model import AcousticModel, scores
from ivr.speech.training.alignment import aligned
from ivr.speech.training.features import cepstra
from ivr.speech.training.frames import SUBSAMPLING
from ivr.speech.training.model_reading import read
from ivr.speech.training.synthesis import by_many
from ivr.speech.training.utterance import RATE, Utterance, load, save

_EDGE = np.zeros(RATE // 5, np.int16)


def align_files(model: Path, places: Mapping[Path, Path], processes: int) -> Iterator[Path]:
    """Align files of speech, each into its place; what is there isn't made again.

    model: the `final.mdl` that hears where the sounds are. Each finished file is yielded.
    """
    missing = [(path, done) for path, done in places.items() if not done.exists()]
    yield from by_many(partial(_align_file, model), missing, processes)


def within_silence(utterance: Utterance, model: AcousticModel) -> Utterance | None:
    """An utterance's timings as a model hears them between two short silences."""
    samples = np.concatenate([_EDGE, utterance.samples, _EDGE])
    given = scores(model, cepstra(samples), SUBSAMPLING)
    found = aligned(replace(utterance, samples=samples), given)
    if found is None:
        return None
    starts = np.maximum(0.0, found.starts - len(_EDGE) / RATE).astype(np.float32)
    return replace(found, samples=utterance.samples, starts=starts)


def _align_file(model: Path, work: tuple[Path, Path]) -> Path:
    path, done = work
    found = (within_silence(utterance, _model(model)) for utterance in load(path))
    save(done, [utterance for utterance in found if utterance is not None])
    return done


@cache
def _model(path: Path) -> AcousticModel:
    return read(path.read_bytes())
