"""What Vosk's confidence is worth."""

import json
from pathlib import Path

import pytest

from ivr.speech.confidence import (
    FILE,
    Calibration,
    CalibrationFaulty,
    curve,
    read_calibration,
    write_calibration,
)


def test_without_a_measurement_vosk_is_believed(tmp_path: Path):
    found = read_calibration(tmp_path)
    assert [found.of("order", conf) for conf in (0.0, 0.4, 1.0)] == [0.0, 0.4, 1.0]


def test_kinds_of_words_have_curves_of_their_own(tmp_path: Path):
    (tmp_path / "conf").mkdir()
    written = Calibration(
        words=((0.5, 0.2), (1.0, 0.9)),
        numbers=((0.0, 0.5), (1.0, 0.99)),
        alike=((0.0, 0.6), (1.0, 0.98)),
    )
    write_calibration(tmp_path, written)
    found = read_calibration(tmp_path)
    assert found == written
    assert found.of("order", 0.75) == pytest.approx(0.55)
    assert found.of("seven", 1.0) == pytest.approx(0.99)
    assert found.of("eight", 1.0) == pytest.approx(0.98)
    assert found.of("order", 0.1) == pytest.approx(0.2)


def test_a_file_without_those_that_sound_alike_has_one_curve_for_numbers(tmp_path: Path):
    (tmp_path / "conf").mkdir()
    curves = {"words": [[0, 0], [1, 0.9]], "numbers": [[0, 0], [1, 0.98]]}
    (tmp_path / FILE).write_text(json.dumps(curves))
    found = read_calibration(tmp_path)
    assert found.of("eight", 1.0) == found.of("seven", 1.0) == pytest.approx(0.98)


@pytest.mark.parametrize(
    "content",
    [
        "no json",
        "{}",
        json.dumps({"words": [], "numbers": [[0, 0]]}),
        json.dumps({"words": [[0, 0.5], [1, 0.4]], "numbers": [[0, 0]]}),
        json.dumps({"words": [[0, 0], [1, 1.5]], "numbers": [[0, 0]]}),
        json.dumps({"words": [["x", 0]], "numbers": [[0, 0]]}),
        json.dumps({"words": [[0, 0]], "numbers": [[0, 0]], "alike": [[1, 2]]}),
    ],
)
def test_a_file_of_another_form_is_told(tmp_path: Path, content: str):
    (tmp_path / "conf").mkdir()
    (tmp_path / FILE).write_text(content)
    with pytest.raises(CalibrationFaulty, match=r"confidence\.json"):
        read_calibration(tmp_path)


def test_a_curve_rises_even_where_the_measurement_does_not():
    measured = [(0.2, at < 10) for at in range(100)]
    measured += [(0.6, at < 70) for at in range(100)]
    measured += [(0.7, at < 50) for at in range(100)]
    measured += [(1.0, at < 98) for at in range(100)]
    nothing, low, middle, high = curve(measured)
    assert nothing == (0.0, 0.0)
    assert low == (0.2, pytest.approx(0.108, abs=0.001))
    assert middle == (pytest.approx(0.65), pytest.approx(0.599, abs=0.001))
    assert high == (1.0, pytest.approx(0.971, abs=0.001))


def test_where_nothing_was_measured_vosk_is_believed():
    assert curve([]) == ((0.0, 0.0), (1.0, 1.0))


def test_too_few_words_make_no_point_of_their_own():
    points = curve([(0.1, True), (0.5, False)] + [(0.9, True)] * 100)
    assert len(points) == 2
