"""Recordings of one's own."""

import wave
from pathlib import Path

import numpy as np
import pytest

from ivr.speech.evaluation.recordings import ListFaulty, recordings
from ivr.speech.evaluation.report import lines, measured
from ivr.speech.model import BUNDLED


def record(path: Path, sound: np.ndarray) -> None:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(sound.tobytes())


def test_recordings_are_measured(tmp_path: Path, sounds):
    record(tmp_path / "a.wav", sounds.say("four five one two"))
    record(tmp_path / "b.wav", sounds.noise(1500, -40))
    (tmp_path / "said.tsv").write_text("a.wav\tdigits\tFour five one two\n\nb.wav\tyes_no\n")
    report = measured(BUNDLED, tmp_path)
    found = {score.group: (score.words, score.errors, score.right) for score in report.scores}
    assert found == {"recorded, digits": (4, 0, 1), "recorded, yes_no": (0, 0, 1)}
    table = "\n".join(lines(report))
    assert "| recorded, digits | 1 | 100.0 | 0.0 | 0 |" in table
    assert "| recorded, yes_no | 1 | 100.0 | - | 0 |" in table


@pytest.mark.parametrize("line", ["nowhere.wav\tdigits\tone", "bad.wav\tdigits\tone"])
def test_what_can_not_be_read_is_told(tmp_path: Path, line: str):
    (tmp_path / "bad.wav").write_bytes(b"no sound")
    (tmp_path / "said.tsv").write_text(line)
    with pytest.raises(ListFaulty, match=line.split("\t")[0]):
        list(recordings(tmp_path))
