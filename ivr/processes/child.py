"""A process the line keeps running."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import structlog

from ivr.errors import LineNotReady

log = structlog.get_logger()

RESTART_PAUSES_S = (0.2, 1.0, 5.0, 15.0)
STABLE_AFTER_S = 60.0
FAILURES_AT_START = 2
"""So often a program may end before it is called unable to start."""


@dataclass(frozen=True)
class Program:
    """What to run and how to know that it is ready."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    """All of its environment variables."""
    ready_url: str
    """Answers below 500 once the program is ready."""
    ready_within_s: float = 90.0
    log_file: Path | None = None
    """Where its output goes; None for this process's own standard error."""
    folder: Path | None = None
    """Its working folder; None for this process's own."""


class Child:
    """Runs a program on a leash and starts it again whenever it ends by itself."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._failures = 0

    @property
    def pid(self) -> int | None:
        """Process id of the leash, or None before the start."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the program and watch it."""
        self._launch()
        threading.Thread(
            target=self._watch, name=f"watch-{self._program.name}", daemon=True
        ).start()

    def wait_until_ready(self) -> None:
        """Return when the program answers.

        Raises:
            LineNotReady: it did not within its time, or it ended.
        """
        deadline = time.monotonic() + self._program.ready_within_s
        while time.monotonic() < deadline:
            if answers(self._program.ready_url):
                return
            if self._failures >= FAILURES_AT_START:
                break
            time.sleep(0.2)
        raise LineNotReady(f"{self._program.name} did not get ready.{self._last_words()}")

    def stop(self, grace_s: float = 15.0) -> None:
        """End the program: SIGTERM, then SIGKILL after the grace time."""
        self._stopping.set()
        with self._lock:
            process = self._process
        if process is None:
            return
        if process.stdin:
            with contextlib.suppress(OSError):
                process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(grace_s)
            return
        process.kill()

    def _launch(self) -> None:
        log_file = self._program.log_file
        if log_file is not None:
            log_file.parent.mkdir(parents=True, exist_ok=True)
        with self._lock, contextlib.ExitStack() as stack:
            if self._stopping.is_set():
                return
            output = stack.enter_context(log_file.open("ab")) if log_file else sys.stderr.buffer
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ivr.processes.leash", *self._program.command],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                env=dict(self._program.environment),
                cwd=self._program.folder,
                start_new_session=True,
            )

    def _watch(self) -> None:
        while not self._stopping.is_set():
            process = self._process
            if process is None:
                return
            began = time.monotonic()
            status = process.wait()
            _end_group(process.pid)
            if self._stopping.is_set():
                return
            stable = time.monotonic() - began > STABLE_AFTER_S
            self._failures = 1 if stable else self._failures + 1
            log.warning("child_ended", child=self._program.name, status=status)
            pause = RESTART_PAUSES_S[min(self._failures, len(RESTART_PAUSES_S)) - 1]
            if not self._stopping.wait(pause):
                self._launch()

    def _last_words(self) -> str:
        log_file = self._program.log_file
        if log_file is None or not log_file.exists():
            return ""
        lines = log_file.read_text(errors="replace").splitlines()[-12:]
        return f" It last said ({log_file}):\n" + "\n".join(f"  {line}" for line in lines)


def _end_group(leash: int) -> None:
    """Tell what a leash that ended has left of its group to end, as where it was killed itself."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leash, signal.SIGTERM)


def answers(url: str) -> bool:
    """True when something answers at the address with a status below 500."""
    try:
        return httpx.get(url, timeout=2.0, trust_env=False).status_code < 500
    except httpx.HTTPError:
        return False
