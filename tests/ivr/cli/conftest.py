"""The command as a user runs it: a process with a folder and settings of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ivr.cli.main import warmline
from tests.fakes.processes import eventually, is_running
from tests.fakes.served import Served
from tests.rasa_server import free_port

COMMAND = str(Path(sys.executable).with_name("warmline"))
AUTH_TOKEN = "0123456789abcdef0123456789abcdef"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def settings_env(tmp_path: Path) -> dict[str, str]:
    """The environment with no settings but a data folder and an auth token."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WARMLINE_")}
    own = {"WARMLINE_DATA_DIR": str(tmp_path / "var"), "WARMLINE_TWILIO_AUTH_TOKEN": AUTH_TOKEN}
    return clean | own


@pytest.fixture
def run(tmp_path: Path, settings_env: dict[str, str]) -> Run:
    """Runs `warmline` in a process, and waits for its end."""

    def run(*arguments: str, given: str | bytes = "", **settings: str) -> Any:
        ran = subprocess.run(
            [COMMAND, *arguments],
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            cwd=tmp_path,
            env=settings_env | settings,
            check=False,
        )
        return subprocess.CompletedProcess(
            ran.args, ran.returncode, ran.stdout.decode(), ran.stderr.decode()
        )

    return run


@pytest.fixture
def invoke(
    tmp_path: Path, settings_env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Runs `warmline` within this process."""
    monkeypatch.chdir(tmp_path)
    cleared = dict.fromkeys((n for n in os.environ if n.startswith("WARMLINE_")), None)

    def invoke(*arguments: str, given: str | bytes = b"", **settings: str) -> Result:
        environment = cleared | settings_env | settings
        return CliRunner().invoke(warmline, arguments, input=given, env=environment)

    return invoke


@pytest.fixture
def json_lines() -> Callable[[str], list[dict[str, Any]]]:
    return lambda text: [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def command() -> str:
    """The installed command's path."""
    return COMMAND


@pytest.fixture
def serve(
    tmp_path: Path, settings_env: dict[str, str], command: str
) -> Iterator[Callable[..., Served]]:
    """Starts `warmline serve` on free ports; what is left of it is ended after the test."""
    started: list[Served] = []

    def serve(*arguments: str, **settings: str) -> Served:
        port = free_port()
        ports = {"WARMLINE_PORT": str(port), "WARMLINE_RASA_URL": f"http://127.0.0.1:{free_port()}"}
        log = tmp_path / "serve.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [command, "serve", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=tmp_path,
                env=settings_env | ports | settings,
            )
        started.append(Served(process, f"http://127.0.0.1:{port}", log))
        return started[-1]

    yield serve
    for each in started:
        below = each.below
        if each.process.poll() is None:
            each.process.kill()
            each.process.wait()
        eventually(lambda below=below: not any(map(is_running, below)))
