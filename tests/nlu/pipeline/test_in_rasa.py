"""The sentence model, the regression and the calibration, in Rasa's environment."""

import json
import subprocess
from pathlib import Path

import pytest

from nlu.environment import RasaProject

pytestmark = pytest.mark.rasa


@pytest.fixture(scope="module")
def figures(rasa_project: RasaProject) -> dict[str, float]:
    script = Path(__file__).with_name("in_rasa.py")
    ran = subprocess.run(
        [rasa_project.python, script, rasa_project.root],
        env=rasa_project.variables(),
        capture_output=True,
        check=True,
        text=True,
    )
    found: dict[str, float] = json.loads(ran.stdout)
    return found


def test_like_meanings_lie_closer_than_others(figures: dict[str, float]) -> None:
    assert figures["same"] > figures["other"] + 0.2
    assert figures["again"] == pytest.approx(figures["length"]) == pytest.approx(1.0, abs=1e-5)


def test_two_classes_are_told_apart(figures: dict[str, float]) -> None:
    assert figures["right"] > 0.99


def test_confidence_is_made_to_fit_what_was_right(figures: dict[str, float]) -> None:
    assert figures["fair"] == pytest.approx(1.0, abs=0.15)
    assert figures["too_sure"] == pytest.approx(3.0, abs=0.4)


def test_twins_share_a_fold(figures: dict[str, float]) -> None:
    assert figures["twins_together"] == 1.0
