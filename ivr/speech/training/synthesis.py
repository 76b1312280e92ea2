"""The voices speak: many processes, files of a few dozen utterances, nothing said twice."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from ivr.speech.training.cores import in_the_background
from ivr.speech.training.utterance import Utterance, load, save

T = TypeVar("T")
SHARD = 50
"""Utterances a file: what is lost at most when the work is broken off."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shard:
    """One file's worth of work: `speak(number)` for each number from `first` on."""

    path: Path
    first: int
    count: int
    speak: Callable[[int], Utterance]


def shards(folder: Path, count: int, speak: Callable[[int], Utterance]) -> list[Shard]:
    """The files that hold the first `count` utterances of a voice."""
    return [
        Shard(folder / f"{first // SHARD:04d}.npz", first, min(SHARD, count - first), speak)
        for first in range(0, count, SHARD)
    ]


def write(shard: Shard) -> Path:
    """Say one file's utterances; those that come out silent are left out."""
    spoken = []
    for number in range(shard.first, shard.first + shard.count):
        try:
            spoken.append(shard.speak(number))
        except ValueError as silent:
            logger.warning("left out", extra={"number": number, "why": str(silent)})
    save(shard.path, spoken)
    return shard.path


def synthesise(wanted: list[Shard], processes: int = 2) -> Iterator[Path]:
    """Write the files that are missing, yielding each as it is done."""
    yield from by_many(write, [shard for shard in wanted if not shard.path.exists()], processes)


def by_many(work: Callable[[T], Path], wanted: list[T], processes: int) -> Iterator[Path]:
    """Have many processes write files, which give way to others; each is yielded as it is done."""
    with get_context("spawn").Pool(processes, initializer=in_the_background) as pool:
        yield from pool.imap_unordered(work, wanted)


def spoken_in(folder: Path) -> Iterator[Utterance]:
    """Every utterance in a folder of finished files, in their order."""
    for path in sorted(folder.glob("[0-9]*.npz")):
        yield from load(path)
