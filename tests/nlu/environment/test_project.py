"""What makes the environment and the model out of date; what happens when they can't be made."""

import tarfile
from pathlib import Path

import pytest

from nlu.environment import EnvironmentUnusable, RasaProject, model_is_current, set_up
from nlu.environment.__main__ import main
from nlu.environment.installing import is_set_up


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RasaProject:
    monkeypatch.delenv("WARMLINE_RASA_PYTHON", raising=False)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    (tmp_path / "data").mkdir()
    for name in ("requirements.lock", "config.yml", "domain.yml", "data/affirm.yml"):
        (tmp_path / name).write_text(name)
    return RasaProject(tmp_path)


def made(project: RasaProject) -> None:
    project.python.parent.mkdir(parents=True)
    project.python.touch()
    project.stamp.write_text(project.lock_fingerprint())
    project.models.mkdir()
    with tarfile.open(project.model, "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("metadata.json"))


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "data/affirm.yml", "data/new.yml"])
def test_new_data_makes_the_model_old_and_leaves_the_environment(
    project: RasaProject, name: str
) -> None:
    made(project)
    assert is_set_up(project)
    assert model_is_current(project)
    (project.root / name).write_text("changed")
    assert is_set_up(project)
    assert not model_is_current(project)


def test_a_new_lock_makes_both_old(project: RasaProject) -> None:
    made(project)
    project.lock.write_text("changed")
    assert not is_set_up(project)
    assert not model_is_current(project)


def test_an_environment_that_was_interrupted_is_not_taken_for_whole(project: RasaProject) -> None:
    made(project)
    project.stamp.unlink()
    assert not is_set_up(project)


@pytest.mark.parametrize("keep", [0, 20, 60])
def test_a_damaged_model_is_no_model(project: RasaProject, keep: int) -> None:
    made(project)
    project.model.write_bytes(project.model.read_bytes()[:keep])
    assert not model_is_current(project)


def failing_uv(folder: Path, words: str) -> str:
    uv = folder / "uv"
    uv.write_text(f"#!/bin/sh\necho '{words}' >&2\nexit 2\n")
    uv.chmod(0o755)
    return str(uv)


def test_no_python_to_be_had(project: RasaProject) -> None:
    with pytest.raises(EnvironmentUnusable) as caught:
        set_up(project, failing_uv(project.root, "No interpreter found for Python 3.10"))
    message = str(caught.value)
    assert "No interpreter found for Python 3.10" in message
    for way in ("uv python install 3.10", "pyenv install 3.10", "WARMLINE_RASA_PYTHON="):
        assert way in message
    assert not is_set_up(project)


def test_the_command_says_it_and_ends_with_1(
    project: RasaProject, capsys: pytest.CaptureFixture[str]
) -> None:
    uv = failing_uv(project.root, "No interpreter found")
    assert main(["setup", "--uv", uv, "--project", str(project.root)]) == 1
    assert "uv python install 3.10" in capsys.readouterr().err
