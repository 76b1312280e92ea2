"""`warmline flows`."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from flows.yaml_io import LIBRARY
from ivr.config import read_settings
from ivr.rehearsal.credentials import Credentials
from ivr.rehearsal.playing import Ground, Pace, play_all
from ivr.rehearsal.scripts import plan


@pytest.fixture
def typo(tmp_path: Path) -> Path:
    text = (LIBRARY / "track_order.yaml").read_text()
    file = tmp_path / "track_order.yaml"
    file.write_text(text.replace("next: look_up\n", "next: look_upp\n", 1))
    return file


def line_of(file: Path, words: str) -> int:
    lines = file.read_text().splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def test_the_shipped_flows_pass(invoke):
    checked = invoke("flows", "check", "--json")
    assert checked.exit_code == 0
    found = json.loads(checked.stdout)
    assert found["passed"]
    assert found["problems"] == []


def test_a_typo_is_told_with_file_line_and_remedy(invoke, typo: Path):
    checked = invoke("flows", "check", str(typo))
    assert checked.exit_code == 1
    place = f"{typo}:{line_of(typo, 'look_upp')}:"
    told = next(line for line in checked.stdout.splitlines() if line.startswith(place))
    assert "look_upp" in told
    assert "Did you mean 'look_up'?" in told


def test_a_typo_as_json(invoke, typo: Path):
    checked = invoke("flows", "check", "--json", str(typo))
    document = json.loads(checked.stdout)
    assert (checked.exit_code, document["passed"]) == (1, False)
    found = next(row for row in document["problems"] if "look_upp" in row["what"])
    assert found["file"] == str(typo)
    assert found["line"] == line_of(typo, "look_upp")
    assert (found["flow"], found["step"]) == ("track_order", "ask_number")
    assert (found["severity"], found["remedy"]) == ("error", "Did you mean 'look_up'?")


def test_a_file_that_is_no_yaml(invoke, tmp_path: Path):
    file = tmp_path / "broken.yaml"
    file.write_text('format: 1\nflow: "broken\n')
    checked = invoke("flows", "check", str(file))
    assert checked.exit_code == 1
    assert f"{file}:" in checked.stdout


def test_other_bytes_than_text(invoke, tmp_path: Path):
    file = tmp_path / "bytes.yaml"
    file.write_bytes(bytes(range(256)))
    checked = invoke("flows", "check", str(file))
    assert checked.exit_code == 1
    assert str(file) in checked.stdout


def test_a_folder_of_ones_own_with_a_broken_neighbour(invoke, typo: Path, tmp_path: Path):
    folder = tmp_path / "flows"
    shutil.copytree(LIBRARY, folder)
    (folder / "goodbye.yaml").write_text("format: 1\nflow: goodbye\n")
    checked = invoke("flows", "check", str(typo), WARMLINE_FLOWS_DIR=str(folder))
    assert checked.exit_code == 1
    assert str(folder / "goodbye.yaml") in checked.stdout


def test_a_call_played_through_standard_input(invoke):
    lines = ["where is my order", "four five one two", "no thank you", "#5"]
    played = invoke("flows", "play", "--keywords", given="\n".join(lines) + "\n")
    assert played.exit_code == 0
    said = [line for line in played.stdout.splitlines() if "line: " in line]
    assert "How can I help?" in said[0] + said[1]
    assert any("order number" in line for line in said)
    assert any("four five, one two is on its way" in line for line in said)
    assert played.stdout.splitlines()[-1] == "— contained"


def test_keys_silence_and_state(invoke):
    lines = ["", "#1", "#1", "#4512", "bye"]
    played = invoke("flows", "play", "--keywords", "--state", given="\n".join(lines) + "\n")
    assert played.exit_code == 0
    assert "I didn't hear anything." in played.stdout
    assert "is on its way" in played.stdout
    assert "track_order" in played.stderr


def test_a_person_gets_the_callers_number(invoke):
    given = "i want to speak to a person\nyes\n"
    played = invoke("flows", "play", "--keywords", "--number", "+15005550123", given=given)
    assert played.exit_code == 0
    assert "five five five" in played.stdout
    assert played.stdout.splitlines()[-1] == "— callback"


def test_text_messages_are_shown(invoke):
    given = "i forgot my password\n#2\n#1\n#640972\nno\n"
    played = invoke("flows", "play", "--keywords", "--number", "+15005550105", given=given)
    assert "text to +15005550105: Choose a new password" in played.stdout
    assert "ending in zero one, zero five" in played.stdout


def test_the_end_of_input_ends_the_call(invoke):
    played = invoke("flows", "play", "--keywords", given="where is my order\n")
    assert played.exit_code == 0
    assert played.stdout.splitlines()[-1] == "— hung up"
    assert "Traceback" not in played.output


def test_flows_that_cannot_be_played_are_one_message(invoke, tmp_path: Path):
    folder = tmp_path / "flows"
    folder.mkdir()
    (folder / "welcome.yaml").write_text("format: 1\nflow: welcome\ntitel: x\n")
    told = invoke("flows", "play", "--keywords", WARMLINE_FLOWS_DIR=str(folder))
    assert told.exit_code == 1
    assert f"{folder / 'welcome.yaml'}:3:" in told.stderr
    assert "Did you mean 'title'?" in told.stderr


@pytest.mark.calls
@pytest.mark.rasa
def test_a_session_saved_is_a_call_that_passes(invoke, rasa_server: Any, tmp_path: Path) -> None:
    lines = ["where is my order", "four five one two", "no thank you", "#5"]
    file = tmp_path / "saved.yaml"
    given = "\n".join(lines) + "\n"
    saved = invoke("flows", "play", "--keywords", "--save", str(file), given=given)
    assert saved.exit_code == 0
    settings = read_settings(_env_file=None)
    credentials = Credentials(rasa_token=rasa_server.token)
    ground = Ground(settings, rasa_server.url, credentials)
    (report,) = play_all(plan([file]), ground, Pace())
    assert report["passed"], report["checks"]
    assert [check["name"] for check in report["checks"]] == [
        "script",
        "outcome",
        "settled",
        "intent",
        "heard",
    ]
    again = invoke("flows", "play", "--keywords", "--save", str(file))
    assert again.exit_code == 2
    assert "is there already" in again.stderr
