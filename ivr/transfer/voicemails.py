"""Voicemails: from a recording in the data folder to a ticket, a row and an event.

A recording lies beside a label that says whose it is, until both are stored. The work is done by a
thread, so that no call waits for the transcript, and done again until the database takes it.
What a process that died has left behind is taken up by the next.
"""

import hashlib
import hmac
import json
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import structlog

from ivr.backoffice.interface import BackOfficeAway
from ivr.store.failures import DatabaseFailure
from ivr.store.recorder import utc_now
from ivr.transfer.recording import Recording

log = structlog.get_logger()

AGAIN_S = 30.0
"""Seconds between two looks for recordings that are not stored."""
LEFT_BEHIND_S = 60.0
"""A recording that nobody has written to for so long is nobody's any more."""


@dataclass(frozen=True)
class Label:
    """Whose message a recording is."""

    key: str
    """Idempotency key, unique over all calls."""
    call_sid: str
    queue: str
    reason: str
    """Why the caller wanted a person."""
    recorded_at: str = ""
    """ISO 8601 time in UTC."""


Keep = Callable[[Path, Label], None]
"""Stores a finished recording, once for its key; raises DatabaseFailure or BackOfficeAway."""


class Voicemails:
    """The folder of recordings, and the thread that stores them. Thread-safe."""

    def __init__(
        self, folder: Path, secret: str, keep: Keep, clock: Callable[[], datetime] = utc_now
    ) -> None:
        """Look after a folder, which is made when it is needed.

        Args:
            folder: of recordings.
            secret: makes their names, which cannot be guessed.
            keep: stores one.
            clock: gives the time, in UTC.
        """
        self._folder = folder
        self._secret = secret.encode()
        self._keep = keep
        self._clock = clock
        self._finished: queue.SimpleQueue[Path | None] = queue.SimpleQueue()
        self._busy = threading.Condition()
        self._waiting: dict[Path, str] = {}
        """CallSid by recording that is not stored yet."""
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to store what was left behind, and what is kept from now on; once a process."""
        with self._busy:
            if self._thread is None:
                work = threading.Thread(target=self._work, name="voicemails", daemon=True)
                self._thread = work
                work.start()

    def begin(self, label: Label) -> Recording:
        """A recording under that label; begun before, it is added to.

        Raises:
            OSError: the folder can't be written.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = hmac.new(self._secret, label.key.encode(), hashlib.sha256).hexdigest()[:32]
        path = self._folder / f"{name}.wav"
        recording = Recording(path)
        if not _is_whole(_label_of(path)):
            told = asdict(label) | {"recorded_at": label.recorded_at or self._clock().isoformat()}
            _label_of(path).write_text(json.dumps(told), encoding="utf-8")
        return recording

    def keep(self, recording: Recording, call_sid: str) -> None:
        """Store a finished recording of a call, soon."""
        with self._busy:
            self._waiting[recording.path] = call_sid
        self._finished.put(recording.path)
        self.start()

    def discard(self, recording: Recording) -> None:
        """Throw a recording away: there is no voice in it."""
        _label_of(recording.path).unlink(missing_ok=True)
        recording.path.unlink(missing_ok=True)

    def wait(self, call_sid: str, timeout_s: float) -> bool:
        """Wait until what was kept of a call is stored; False where that takes longer."""
        with self._busy:
            return self._busy.wait_for(lambda: call_sid not in self._waiting.values(), timeout_s)

    def close(self) -> None:
        """End the thread; what is not stored stays for the next process."""
        self._finished.put(None)
        if self._thread is not None:
            self._thread.join(timeout=AGAIN_S)

    def _work(self) -> None:
        self._look_around()
        while True:
            try:
                path = self._finished.get(timeout=AGAIN_S)
            except queue.Empty:
                self._look_around()
                continue
            if path is None:
                return
            self._store(path)

    def _look_around(self) -> None:
        """Store what waits for the database, and what was left behind."""
        oldest = time.time() - LEFT_BEHIND_S
        for label in sorted(self._folder.glob("*.json")):
            path = label.with_suffix(".wav")
            with self._busy:
                mine = path in self._waiting
            try:
                if mine or path.stat().st_mtime < oldest:
                    self._store(path)
            except OSError:
                continue

    def _store(self, path: Path) -> None:
        label = _label_of(path)
        try:
            if label.is_file():
                self._keep(path, _read(label))
                label.unlink(missing_ok=True)
        except (DatabaseFailure, BackOfficeAway) as away:
            log.warning("voicemail_not_stored_yet", code=away.code)
            return
        except Exception as error:
            log.exception("voicemail_not_stored", error=type(error).__name__)
        with self._busy:
            self._waiting.pop(path, None)
            self._busy.notify_all()


def _label_of(path: Path) -> Path:
    return path.with_suffix(".json")


def _read(label: Path) -> Label:
    return Label(**json.loads(label.read_text(encoding="utf-8")))


def _is_whole(label: Path) -> bool:
    """Whether a label is there, and was not being written as its process died."""
    try:
        _read(label)
    except (OSError, ValueError, TypeError):
        return False
    return True
