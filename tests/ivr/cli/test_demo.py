"""The demonstration, as a user starts it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

TURN_FIELDS = {"said", "recognised", "intent", "confidence", "prompt", "voice_to_voice_ms"}


@pytest.mark.calls
@pytest.mark.rasa
@pytest.mark.usefixtures("rasa_project")
def test_the_demo_plays_its_calls_and_reports(tmp_path: Path) -> None:
    warmline = str(Path(sys.executable).with_name("warmline"))
    command = [warmline, "demo", "--exit", "--json", "--speed", "4"]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=280)
    assert ended.returncode == 0, ended.stderr
    report = json.loads(ended.stdout)
    assert report["passed"]
    outcomes = [call["outcome"] for call in report["calls"]]
    assert outcomes == ["contained", "contained", "contained", "callback", "transferred"]
    for call in report["calls"]:
        assert call["turns"]
        assert all(set(turn) >= TURN_FIELDS for turn in call["turns"])
        assert any(turn["voice_to_voice_ms"] for turn in call["turns"])
    transfer = report["calls"][-1]["transfer"]
    assert [attempt["outcome"] for attempt in transfer["attempts"]] == ["declined", "talked"]
    assert all("complaint" in attempt["whisper"] for attempt in transfer["attempts"])
    assert transfer["met"]
    assert "whisper to +15005550202" in ended.stderr
    assert "where is my order" in ended.stderr
    assert "four five, one two is on its way" in ended.stderr
    assert not any(tmp_path.iterdir())
