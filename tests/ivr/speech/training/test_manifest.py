"""The manifest tells what a model is and how well it hears."""

import hashlib
import json
from pathlib import Path

import pytest

from ivr.speech.evaluation.scores import Score

pytest.importorskip("torch", reason="the speech group isn't installed")

from ivr.speech.training import manifest
from ivr.speech.training.evaluating import Comparison
from ivr.speech.training.learning import CourseRun
from ivr.speech.training.plan import Plan


@pytest.fixture
def network(tmp_path: Path):
    """Makes a model folder with a network of these bytes."""

    def network(name: str, content: bytes) -> Path:
        file = tmp_path / name / "am" / "final.mdl"
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
        return tmp_path / name

    return network


def score(group: str, right: int) -> Score:
    return Score(group, cases=4, words=8, errors=2, right=right, refused=1, real_time_factor=0.01)


def test_a_manifest_has_both_models_and_all_figures(tmp_path: Path, network):
    new, other = network("new", b"new"), network("other", b"other")
    figures = manifest.Figures(
        (Comparison(score("digit", 3), score("digit", 1)),), other, (score("letters", 2),)
    )
    made = manifest.manifest(Plan(tmp_path), CourseRun(epochs=48, batches=9), new, figures)
    manifest.write(made, new)
    told = json.loads((new / manifest.FILE).read_text(encoding="utf-8"))
    assert told["network"]["sha256"] == hashlib.sha256(b"new").hexdigest()
    assert told["beside"] == hashlib.sha256(b"other").hexdigest()
    assert (told["epochs"], told["batches"], told["started_from"]) == (48, 9, None)
    (compared,) = told["scores"]
    assert (compared["new_right"], compared["other_right"]) == (0.75, 0.25)
    (heard,) = told["evaluation"]
    assert (heard["group"], heard["cases"], heard["right"]) == ("letters", 4, 0.5)
    assert (heard["word_error_rate"], heard["refused"]) == (0.25, 0.25)
