"""Finding uv and Python 3.10."""

import sys
from pathlib import Path

import pytest

from nlu.environment.failures import EnvironmentUnusable
from nlu.environment.interpreter import find_uv, wanted_python


def test_a_setting_that_is_no_python_3_10(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARMLINE_RASA_PYTHON", sys.executable)
    with pytest.raises(EnvironmentUnusable) as caught:
        wanted_python()
    message = str(caught.value)
    for way in ("uv python install 3.10", "pyenv install 3.10", "WARMLINE_RASA_PYTHON="):
        assert way in message


def test_without_any_python_uv_is_left_to_find_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("WARMLINE_RASA_PYTHON", raising=False)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert wanted_python() == "3.10"


def test_a_broken_python_of_pyenv_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("WARMLINE_RASA_PYTHON", raising=False)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    broken = tmp_path / "versions" / "3.10.1" / "bin" / "python"
    broken.parent.mkdir(parents=True)
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    assert wanted_python() == "3.10"


def test_a_named_uv_must_exist(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentUnusable, match="There is no program"):
        find_uv(str(tmp_path / "uv"))


def test_a_named_uv_is_taken(tmp_path: Path) -> None:
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\n")
    uv.chmod(0o755)
    assert find_uv(str(uv)) == str(uv)
