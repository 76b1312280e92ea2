"""Fixture plugin: one real Rasa server a run, set up and trained first where needed."""

import secrets
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from nlu.environment import EnvironmentUnusable, RasaProject, running, server_program, set_up, train


@dataclass(frozen=True)
class RasaServer:
    """A server that answers."""

    url: str
    token: str
    project: RasaProject


def free_port() -> int:
    """A TCP port of loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With `-n … --dist loadgroup` all tests that need Rasa run in one worker, on one server."""
    for item in items:
        if item.get_closest_marker("rasa"):
            item.add_marker(pytest.mark.xdist_group("rasa"))


@pytest.fixture(scope="session")
def rasa_project() -> RasaProject:
    """The Rasa project with its environment made and its model trained."""
    project = RasaProject()
    try:
        set_up(project)
        train(project)
    except EnvironmentUnusable as unusable:
        pytest.fail(str(unusable), pytrace=False)
    return project


@pytest.fixture(scope="session")
def rasa_server(
    rasa_project: RasaProject, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RasaServer]:
    """A Rasa server on a free port of loopback."""
    port = free_port()
    token = secrets.token_hex(16)
    log_file = tmp_path_factory.mktemp("rasa") / "server.log"
    with running(server_program(rasa_project, port, token), log_file):
        yield RasaServer(f"http://127.0.0.1:{port}", token, rasa_project)
