"""Starts Rasa's server with the trained model and waits until it answers."""

import contextlib
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nlu.environment.failures import EnvironmentUnusable
from nlu.environment.project import RasaProject

LOOPBACK = "127.0.0.1"
READY_WITHIN_S = 120.0
_STOP_WITHIN_S = 10.0


@dataclass(frozen=True)
class ServerProgram:
    """How to run the server, for whoever runs it."""

    command: tuple[str, ...]
    variables: dict[str, str]
    """All environment variables; the auth token is among them, not in the command."""
    folder: Path
    url: str
    """Origin; it answers `GET /` as soon as the model is loaded."""


def server_program(
    project: RasaProject, port: int, token: str = "", host: str = LOOPBACK
) -> ServerProgram:
    """The server with the model for the data as it is now.

    Args:
        project: set up and trained.
        port: TCP port to listen on.
        token: what requests must carry as `token`; empty for none.
        host: address to listen on.
    """
    command = (
        *(str(project.python), str(project.start), "run", "--enable-api", "--quiet"),
        *("--interface", host, "--port", str(port), "--model", str(project.model)),
    )
    variables = {**project.variables(), "LOG_LEVEL": "WARNING"}
    if token:
        variables["WARMLINE_RASA_TOKEN"] = token
    else:
        variables.pop("WARMLINE_RASA_TOKEN", None)
    return ServerProgram(command, variables, project.root, f"http://{host}:{port}")


@contextlib.contextmanager
def running(
    program: ServerProgram, log_file: Path | None = None, ready_within_s: float = READY_WITHIN_S
) -> Iterator[subprocess.Popen[bytes]]:
    """The server as a child process that answers; ended when the block ends.

    Args:
        program: what to run.
        log_file: where its output goes; None for this process's standard error.
        ready_within_s: longest wait for the first answer, seconds.

    Raises:
        EnvironmentUnusable: it ended or did not answer in time.
    """
    with contextlib.ExitStack() as stack:
        output = stack.enter_context(log_file.open("ab")) if log_file else None
        process = subprocess.Popen(
            program.command,
            env=program.variables,
            cwd=program.folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        try:
            _wait_until_ready(program, process, ready_within_s)
            yield process
        finally:
            _stop(process)


def _wait_until_ready(
    program: ServerProgram, process: subprocess.Popen[bytes], ready_within_s: float
) -> None:
    deadline = time.monotonic() + ready_within_s
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise EnvironmentUnusable(
                f"Rasa's server ended with status {process.returncode} before it was ready. "
                f"Is something else listening on {program.url}?"
            )
        if _answers(program.url):
            return
        time.sleep(0.1)
    raise EnvironmentUnusable(f"Rasa's server did not answer within {ready_within_s:.0f} s.")


def _answers(url: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{url}/", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
