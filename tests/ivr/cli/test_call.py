"""`warmline call`: scripts that can't be played are refused before anything is started."""

from pathlib import Path

import pytest

GOOD = 'caller: {number: "+15005550101"}\nturns:\n  - hear: "help"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("turns:\n  - hear: help\n  - sing: a song\n", "script.yaml:3: 'sing' is no turn"),
        ("turns: [\n", "script.yaml:2: not YAML"),
        ("- hear: help\n", "script.yaml:1: a script is a mapping"),
        (GOOD + "  - press: 12\n", "script.yaml:4: press: write the keys in quotes"),
        (GOOD + "expect: {outcom: contained}\n", "script.yaml: expect knows no 'outcom'"),
        (GOOD + "expect: {outcome: happy}\n", "script.yaml: outcome is one of contained"),
        (GOOD + "expect: {heard: goodbye}\n", "script.yaml: heard is a list"),
        (GOOD + "setup: {rasa: tired}\n", "script.yaml: setup knows no {rasa: tired}"),
    ],
)
def test_a_mistake_is_told_with_its_place(invoke, tmp_path: Path, text: str, told: str):
    (tmp_path / "script.yaml").write_text(text)
    refused = invoke("call", "script.yaml", "--json")
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_file_that_is_missing(invoke):
    refused = invoke("call", "missing.yaml")
    assert refused.exit_code == 1
    assert "missing.yaml: cannot be read" in refused.stderr


def test_a_line_that_is_not_there(invoke, tmp_path: Path):
    (tmp_path / "script.yaml").write_text(GOOD)
    refused = invoke("call", "script.yaml", "--url", "http://127.0.0.1:1")
    assert refused.exit_code == 1
    assert refused.stderr == "warmline: No line answers at http://127.0.0.1:1.\n"
