"""One piece of synthetic speech with the places of its sounds, and the files that keep them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 8000
"""Samples a second, everywhere in training: the telephone's."""

Samples = NDArray[np.int16]


@dataclass(frozen=True)
class Utterance:
    """Speech of one voice, with a phone from each start to the next.

    starts: seconds from the first sample; phones: places in `phones.BASE`; owners: the place in
    `words` that each phone belongs to, -1 for silence and where a synthesiser doesn't say.
    """

    samples: Samples
    words: tuple[str, ...]
    voice: str
    starts: NDArray[np.float32]
    phones: NDArray[np.int16]
    owners: NDArray[np.int16]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / RATE


def save(path: Path, utterances: Iterable[Utterance]) -> None:
    """Write utterances as one file; it appears whole or not at all."""
    kept = list(utterances)
    facts = [
        {
            "words": list(u.words),
            "voice": u.voice,
            "starts": [round(float(start), 4) for start in u.starts],
            "phones": u.phones.tolist(),
            "owners": u.owners.tolist(),
            "samples": len(u.samples),
        }
        for u in kept
    ]
    samples = np.concatenate([u.samples for u in kept]) if kept else np.zeros(0, np.int16)
    half_written = path.with_suffix(".part.npz")
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(half_written, samples=samples, facts=np.array(json.dumps(facts)))
    half_written.rename(path)


def load(path: Path) -> Iterator[Utterance]:
    """Read back what `save` wrote."""
    with np.load(path) as file:
        samples: Samples = file["samples"]
        facts: list[dict[str, Any]] = json.loads(str(file["facts"]))
    place = 0
    for fact in facts:
        yield Utterance(
            samples=samples[place : place + fact["samples"]],
            words=tuple(fact["words"]),
            voice=fact["voice"],
            starts=np.array(fact["starts"], np.float32),
            phones=np.array(fact["phones"], np.int16),
            owners=np.array(fact["owners"], np.int16),
        )
        place += fact["samples"]
