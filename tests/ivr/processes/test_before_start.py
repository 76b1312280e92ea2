"""What is made sure of before a line starts. `tests/ivr/cli/test_serve.py` has the rest."""

import sys
from pathlib import Path

import pytest

from ivr.config import Settings
from ivr.errors import LineNotReady
from ivr.processes.before_start import ready_for_rasa, ready_for_web
from nlu.environment import EnvironmentUnusable, RasaProject
from nlu.environment.interpreter import find_uv
from tests.rasa_server import free_port


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None,
        data_dir=tmp_path / "var",
        twilio_auth_token="0123456789abcdef0123456789abcdef",
        port=free_port(),
        rasa_url=f"http://127.0.0.1:{free_port()}",
    )


@pytest.fixture
def project(tmp_path: Path) -> RasaProject:
    """A Rasa project whose environment was not made."""
    (tmp_path / "rasa").mkdir()
    (tmp_path / "rasa" / "requirements.lock").write_text("")
    return RasaProject(tmp_path / "rasa")


def test_all_is_well(settings: Settings):
    ready_for_web(settings)
    assert (settings.data_dir / "warmline.db").is_file()
    assert (settings.data_dir / "secret.key").is_file()
    ready_for_web(settings)


def test_python_310_is_not_to_be_had(
    settings: Settings, project: RasaProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("WARMLINE_RASA_PYTHON", str(tmp_path / "python3.10"))
    with pytest.raises(LineNotReady, match=r"not a Python 3\.10") as told:
        ready_for_rasa(settings, project)
    assert "uv python install 3.10" in str(told.value)


def test_an_environment_can_not_be_made_with_it(
    settings: Settings, project: RasaProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """A program that says it is Python 3.10 and is none."""
    try:
        find_uv()
    except EnvironmentUnusable:
        pytest.skip("uv is not installed here")
    fake = tmp_path / "python3.10"
    fake.write_text("#!/bin/sh\necho 3.10\n")
    fake.chmod(0o755)
    monkeypatch.setenv("WARMLINE_RASA_PYTHON", str(fake))
    monkeypatch.setenv("UV_OFFLINE", "1")
    with pytest.raises(LineNotReady, match=r"uv python install 3\.10"):
        ready_for_rasa(settings, project)


def test_uv_is_not_to_be_had(
    settings: Settings, project: RasaProject, monkeypatch: pytest.MonkeyPatch
):
    if (Path(sys.executable).parent / "uv").exists():
        pytest.skip("uv is installed beside this interpreter")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(LineNotReady, match="uv was not found"):
        ready_for_rasa(settings, project)
