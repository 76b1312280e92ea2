"""Starts Rasa's server with the trained model and waits until it answers."""

import contextlib
import http
import http.client
import subprocess
import time
import urllib.error
import urllib.parse
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
    """Origin; it answers as soon as loading the model has succeeded or failed."""
    status_url: str
    """Answers 200 where the model is loaded, 409 where it could not be; holds the token."""


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
    url = f"http://{host}:{port}"
    status_url = f"{url}/status?{urllib.parse.urlencode({'token': token})}"
    return ServerProgram(command, variables, project.root, url, status_url)


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
        status = _status(program.status_url)
        if status == http.HTTPStatus.OK:
            return
        if status is not None:
            raise EnvironmentUnusable(
                f"{program.url} answers with status {status}: the model could not be loaded, or "
                "another server has the port."
            )
        time.sleep(0.1)
    raise EnvironmentUnusable(f"Rasa's server did not answer within {ready_within_s:.0f} s.")


def _status(url: str) -> int | None:
    """HTTP status of an address, or None where nothing answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=2) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, http.client.HTTPException):
        return None


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
