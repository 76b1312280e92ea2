"""A whole training, told step by step."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.events import Json
from ivr.speech.evaluation.report import measured
from ivr.speech.graph.build import GraphSettings, build_graph
from ivr.speech.graph.language import Language
from ivr.speech.model import BUNDLED
from ivr.speech.training import manifest, steps
from ivr.speech.training.evaluating import Comparison, compared
from ivr.speech.training.export import write_acoustics
from ivr.speech.training.learning import Progress
from ivr.speech.training.plan import Plan
from ivr.speech.training.proxies import cases, spoken_aside
from ivr.speech.training.voices.kokoro_speakers import kokoro_speakers

Tell = Callable[[str], None]
"""Takes one line of progress."""


@dataclass(frozen=True)
class Trained:
    """The manifest of a new model, and its scores beside another's."""

    manifest: dict[str, Json]
    scores: tuple[Comparison, ...]


def train(plan: Plan, to: Path, other: Path, language: Language, tell: Tell) -> Trained:
    """Train a model into a folder, calibrate and measure it, and write its manifest.

    The decoder's settings are those of the bundled model.

    Args:
        plan: of the training; what its work folder holds already isn't done again.
        to: the new model's folder.
        other: the model to compare with.
        language: of the graph.
        tell: gets a line for each finished piece of work.
    """
    for path in steps.speak(plan):
        tell(f"spoken: {path}")
    _told(steps.aligner(plan), tell)
    for path in steps.align(plan):
        tell(f"aligned: {path}")
    _told(steps.chain(plan, steps.diet(plan)), tell)
    write_acoustics(steps.trained_model(plan), to)
    if to.resolve() != BUNDLED.resolve():
        shutil.copy(BUNDLED / "conf/model.conf", to / "conf/model.conf")
    build_graph(to / "graph", language, GraphSettings())
    evaluation = measured(to, calibrate=True).scores
    tell("calibrated")
    said = spoken_aside(plan.work, kokoro_speakers(plan.work / "kokoro"))
    scores = tuple(compared(list(cases(said)), to, other))
    figures = manifest.Figures(scores, other, evaluation)
    made = manifest.manifest(plan, steps.course_run(plan), to, figures)
    manifest.write(made, to)
    return Trained(made, scores)


def _told(epochs: Iterator[Progress], tell: Tell) -> None:
    for epoch in epochs:
        tell(f"{epoch.stage} {epoch.epoch}/{epoch.epochs}: {epoch.loss:.4f}, {epoch.seconds:.0f} s")
