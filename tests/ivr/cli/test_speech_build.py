"""`warmline speech build` and `evaluate`."""

import json
import wave
from pathlib import Path

import numpy as np
import pytest

from ivr.speech.model import BUNDLED
from ivr.speech.model_folder import words_known


def test_names_of_a_file_are_built_into_a_folder(invoke, tmp_path: Path):
    (tmp_path / "names.txt").write_text("Zimmerglen\nPebblehaven Road\n")
    model = tmp_path / "model"
    ran = invoke(
        *("speech", "build", "--json", "--to", str(model)),
        *("--names", str(tmp_path / "names.txt")),
    )
    assert ran.exit_code == 0
    told = json.loads(ran.stdout)
    assert "zimmerglen" in told["guessed"]
    assert told["silent"] == []
    known = words_known(model)
    assert known is not None
    assert known > words_known(BUNDLED)
    assert len(known) == told["words"] + 2


def test_recordings_are_measured(invoke, tmp_path: Path):
    with wave.open(str(tmp_path / "quiet.wav"), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(np.zeros(8000, np.int16).tobytes())
    (tmp_path / "said.tsv").write_text("quiet.wav\tdigits\n")
    ran = invoke("speech", "evaluate", "--json", "--recordings", str(tmp_path))
    assert ran.exit_code == 0
    (score,) = json.loads(ran.stdout)["scores"]
    assert (score["group"], score["cases"], score["right"]) == ("recorded, digits", 1, 1)


@pytest.mark.parametrize("content", [None, "nowhere.wav\tdigits\tone\n"])
def test_what_can_not_be_measured_is_told(invoke, tmp_path: Path, content: str | None):
    if content:
        (tmp_path / "said.tsv").write_text(content)
    ran = invoke("speech", "evaluate", "--recordings", str(tmp_path))
    assert ran.exit_code == 1
    assert "Nothing could be measured" in ran.stderr
