"""How much is done in a training: enough for the bundled model, or little for a trial run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Plan:
    """A whole training.

    work: folder of everything between the steps, so that a run that is broken off goes on;
    start: a model folder whose acoustics align the speech and are trained further, or None to
    begin from nothing; part: of each engine's utterances that are spoken; epochs, steps: of the
    LF-MMI course, the last `cooling` of its epochs with a falling rate; processes: of synthesis.
    """

    work: Path
    start: Path | None = None
    part: float = 1.0
    first_epochs: int = 4
    epochs: int = 48
    cooling: int = 36
    steps: int = 300
    processes: int = 2
