"""Speech for any thread, whatever becomes of the process that makes it."""

import re
import threading
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import structlog
from numpy.typing import NDArray

from telephony.synthesis.audio import to_telephone
from telephony.synthesis.failure import SynthesisFailed
from telephony.synthesis.process import WorkerProcess

MAX_TEXT_LENGTH = 4096
"""Characters of one text, as many as `<Say>` takes."""
MOST_PROCESSES = 2
"""One that hangs leaves one for the texts of everybody else."""
_OF_THE_PROCESS = ("not_started", "died", "timed_out")
"""Failures that call for another process."""
_UNSPEAKABLE = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff]+")
T = TypeVar("T")
_log = structlog.get_logger(__name__)


class Synthesiser:
    """pyttsx3 behind a time limit; a process that dies or hangs is replaced at once.

    One process starts with the object, so the first text finds it ready; another where two texts
    come at a time, or one hangs. Threads take turns at them.
    """

    def __init__(self, timeout_s: float = 5.0) -> None:
        """Start the first process.

        Args:
            timeout_s: seconds one attempt at a text may take.

        Raises:
            SynthesisFailed: not_started.
        """
        self._timeout_s = timeout_s
        self._turn = threading.Condition()
        self._idle: list[WorkerProcess | None] = [None] * (MOST_PROCESSES - 1)
        """Last in, first out; None for one that is to be started when its turn comes."""
        self._idle.append(WorkerProcess())

    @property
    def pid(self) -> int | None:
        """Id of the process that takes the next text; None where none is ready for it."""
        with self._turn:
            process = self._idle[-1] if self._idle else None
            return process.pid if process else None

    def speak(self, text: str, voice: str = "en-us", rate_wpm: int = 165) -> NDArray[np.int16]:
        """Speech at 8 kHz, shape (n,), with at most 60 ms of silence at either end.

        The level is the driver's. The same text may differ by a few samples from one time to the
        next. A text without anything to speak gives no samples.

        Args:
            text: at most MAX_TEXT_LENGTH characters.
            voice: a language of espeak-ng, with or without a variant: `en-us`, `en-us+f3`.
            rate_wpm: words a minute, 80 to 450.

        Raises:
            SynthesisFailed: see its codes; died and timed_out come after a second attempt.
        """
        if len(text) > MAX_TEXT_LENGTH:
            raise SynthesisFailed("text_too_long", f"{len(text)} characters are too many to speak")
        line = _UNSPEAKABLE.sub(" ", text).strip()

        def spoken(process: WorkerProcess) -> tuple[bytes, int]:
            process.voices().check(voice)
            return process.speak(line, voice, rate_wpm, time.monotonic() + self._timeout_s)

        if not line:
            self.check_voice(voice)
            return np.zeros(0, dtype=np.int16)
        pcm, rate_hz = self._attempt(spoken)
        return to_telephone(pcm, rate_hz)

    def check_voice(self, voice: str) -> None:
        """Make sure there is such a voice.

        Raises:
            SynthesisFailed: unknown_voice, naming near ones; not_started; busy.
        """
        self._attempt(lambda process: process.voices().check(voice))

    def close(self) -> None:
        """End every process once its text is done; a later text starts another."""
        with self._turn:
            self._turn.wait_for(lambda: len(self._idle) == MOST_PROCESSES)
            for process in filter(None, self._idle):
                process.end()
            self._idle = [None] * MOST_PROCESSES

    def _attempt(self, work: Callable[[WorkerProcess], T]) -> T:
        """The result of `work`; where a process fails at it, another one gets a chance."""
        try:
            return self._once(work)
        except SynthesisFailed as failed:
            if failed.code not in _OF_THE_PROCESS:
                raise
            _log.warning("speech_process_replaced", code=failed.code)
        return self._once(work)

    def _once(self, work: Callable[[WorkerProcess], T]) -> T:
        process = self._take()
        try:
            process = process or WorkerProcess()
            return work(process)
        except SynthesisFailed as failed:
            if failed.code in _OF_THE_PROCESS:
                process = _replacement(process)
            raise
        finally:
            self._give_back(process)

    def _take(self) -> WorkerProcess | None:
        with self._turn:
            if not self._turn.wait_for(lambda: self._idle, self._timeout_s * 2):
                raise SynthesisFailed("busy", "Other texts keep the speech processes for too long")
            return self._idle.pop()

    def _give_back(self, process: WorkerProcess | None) -> None:
        with self._turn:
            self._idle.append(process)
            self._turn.notify_all()


def _replacement(failed: WorkerProcess | None) -> WorkerProcess | None:
    """A new process for one that failed; None where it does not start now."""
    if failed is None:
        return None
    failed.end()
    try:
        return WorkerProcess()
    except SynthesisFailed:
        return None
