"""A real server: readiness, the token, and a start that fails."""

import urllib.error
import urllib.request
from pathlib import Path

import pytest

from nlu.environment import EnvironmentUnusable, RasaProject, running, server_program
from tests.rasa_server import RasaServer, free_port

pytestmark = pytest.mark.rasa


def status_of(url: str) -> int:
    request = urllib.request.Request(url, data=b'{"text": "yes"}')
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_without_the_token_nothing_is_told(rasa_server: RasaServer) -> None:
    parse = f"{rasa_server.url}/model/parse"
    assert status_of(parse) == 401
    assert status_of(f"{parse}?token=wrong") == 401
    assert status_of(f"{parse}?token={rasa_server.token}") == 200


def test_the_token_is_not_in_the_command(rasa_project: RasaProject) -> None:
    assert "secret" not in " ".join(server_program(rasa_project, 5005, "secret").command)


def test_a_server_without_its_model_is_no_server(rasa_project: RasaProject, tmp_path: Path) -> None:
    empty = RasaProject(tmp_path)
    for name in ("data", "config.yml", "domain.yml", "requirements.lock", ".venv", "start.py"):
        (tmp_path / name).symlink_to(rasa_project.root / name)
    with (
        pytest.raises(EnvironmentUnusable, match="the model could not be loaded"),
        running(server_program(empty, free_port()), tmp_path / "log"),
    ):
        pass


def test_a_port_that_is_taken(rasa_server: RasaServer, tmp_path: Path) -> None:
    port = int(rasa_server.url.rpartition(":")[2])
    with (
        pytest.raises(EnvironmentUnusable, match="answers with status 401"),
        running(server_program(rasa_server.project, port, "another"), tmp_path / "log"),
    ):
        pass
