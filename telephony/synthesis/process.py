"""The worker process as its parent sees it: start, ask with a time limit, end."""

import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any

from telephony.synthesis.failure import SynthesisFailed
from telephony.synthesis.voices import Voices

START_TIMEOUT_S = 15.0
"""Seconds a new process has until it is ready."""
WORKER = Path(__file__).with_name("worker.py")
"""The program that speaks."""
_CHUNK = 65536


class WorkerProcess:
    """One run of worker.py. Not thread-safe; of no use after its first failure."""

    def __init__(self) -> None:
        """Start the process; it is not ready yet.

        Raises:
            SynthesisFailed: not_started.
        """
        try:
            self._folder = tempfile.TemporaryDirectory(
                prefix="warmline-speech-", ignore_cleanup_errors=True
            )
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(WORKER), self._folder.name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                start_new_session=True,
            )
        except OSError as error:
            raise SynthesisFailed("not_started", f"Speech does not start: {error}") from error
        self._output = selectors.DefaultSelector()
        self._output.register(_open(self._process.stdout), selectors.EVENT_READ)
        self._unread = b""
        self._voices: Voices | None = None

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    def voices(self) -> Voices:
        """What the driver can speak with; waits until the process is ready.

        Raises:
            SynthesisFailed: not_started.
        """
        if self._voices is None:
            try:
                ready = self._line(time.monotonic() + START_TIMEOUT_S)
            except SynthesisFailed as failed:
                raise SynthesisFailed("not_started", f"Speech does not start: {failed}") from failed
            self._voices = Voices(frozenset(ready["languages"]), frozenset(ready["variants"]))
        return self._voices

    def speak(self, text: str, voice: str, rate_wpm: int, deadline: float) -> tuple[bytes, int]:
        """16-bit mono audio of a text and its samples a second.

        Args:
            text: one line, not blank.
            voice: a name that `voices` knows.
            rate_wpm: words a minute.
            deadline: on the clock of `time.monotonic`, seconds.

        Raises:
            SynthesisFailed: died, timed_out or refused.
        """
        request = json.dumps({"text": text, "voice": voice, "rate_wpm": rate_wpm})
        self._send(request.encode() + b"\n")
        answer = self._line(deadline)
        if "error" in answer:
            raise SynthesisFailed("refused", f"The speech driver failed: {answer['error']}")
        return self._bytes(answer["bytes"], deadline), answer["rate_hz"]

    def end(self) -> None:
        """End the process, whatever state it is in, and remove its folder."""
        self._process.kill()
        self._process.wait()
        self._output.close()
        _open(self._process.stdin).close()
        _open(self._process.stdout).close()
        self._folder.cleanup()

    def _send(self, request: bytes) -> None:
        try:
            _open(self._process.stdin).write(request)
        except OSError as error:
            raise SynthesisFailed("died", "The speech process is gone") from error

    def _line(self, deadline: float) -> dict[str, Any]:
        while b"\n" not in self._unread:
            self._unread += self._more(deadline)
        line, _, self._unread = self._unread.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _bytes(self, count: int, deadline: float) -> bytes:
        pieces, missing = [self._unread], count - len(self._unread)
        while missing > 0:
            pieces.append(self._more(deadline))
            missing -= len(pieces[-1])
        self._unread = b""
        return b"".join(pieces)

    def _more(self, deadline: float) -> bytes:
        if not self._output.select(max(0.0, deadline - time.monotonic())):
            raise SynthesisFailed("timed_out", "The speech process does not answer")
        received = os.read(_open(self._process.stdout).fileno(), _CHUNK)
        if not received:
            raise SynthesisFailed("died", "The speech process is gone")
        return received


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("the process was started without this pipe")
    return pipe
