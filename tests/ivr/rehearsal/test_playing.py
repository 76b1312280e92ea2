"""Calls played on lines side by side."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ivr.config import read_settings
from ivr.rehearsal.credentials import Credentials
from ivr.rehearsal.playing import Ground, Kept, Pace, play_all
from ivr.rehearsal.ports import free_port
from ivr.rehearsal.scripts import PlannedCall, plan

HOURS = """
turns:
  - hear: "how can I help"
  - hang_up: true
expect: {outcome: abandoned}
"""


def ground() -> Ground:
    """Nobody answers where Rasa should be: keywords understand."""
    rasa_url = f"http://127.0.0.1:{free_port()}"
    return Ground(read_settings(_env_file=None), rasa_url, Credentials())


def planned(folder: Path, **setups: str) -> Sequence[PlannedCall]:
    for name, setup in setups.items():
        (folder / f"{name}.yaml").write_text(setup + HOURS)
    return plan([folder / f"{name}.yaml" for name in setups])


@pytest.mark.calls
def test_calls_with_other_faults_have_lines_of_their_own_that_can_be_kept(tmp_path):
    calls = planned(tmp_path, one="", two="", lonely="setup: {alone: true}")
    lines, texts = tmp_path / "lines", []
    lines.mkdir()
    kept = Kept(audio=tmp_path, lines=lines, on_text=texts.append)
    reports = list(play_all(calls, ground(), Pace(8.0, at_once=2, lines=2), kept))
    assert sorted(report["script"] for report in reports) == ["lonely.yaml", "one.yaml", "two.yaml"]
    assert [report["checks"] for report in reports if not report["passed"]] == []
    assert len(list(lines.glob("*/warmline.db"))) == 2
    assert sorted(path.stem for path in tmp_path.glob("*.wav")) == ["lonely", "one", "two"]
    assert texts == []


def test_what_goes_wrong_on_one_line_ends_the_play(tmp_path):
    calls = planned(tmp_path, one="", lonely="setup: {alone: true}")
    nowhere = Kept(lines=tmp_path / "missing")
    with pytest.raises(FileNotFoundError, match="missing"):
        list(play_all(calls, ground(), Pace(), nowhere))


def test_no_calls_need_no_line():
    assert list(play_all([], ground(), Pace())) == []
