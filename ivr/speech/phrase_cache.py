"""Rendered phrases, kept in memory; on disk as well where they are the same for every caller.

A file holds a mark, the SHA-256 of the sound, and the mu-law sound. One that is damaged counts as
missing, and is written anew.
"""

import hashlib
import tempfile
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

import structlog

_MARK = b"WLPC1\n"
_DIGEST_BYTES = 32
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class PhraseKey:
    """What decides how a phrase sounds."""

    text: str
    voice: str
    rate_wpm: int
    version: int
    """Of the rendering."""

    @property
    def name(self) -> str:
        """File name: a hash of everything."""
        parts = (self.text, self.voice, str(self.rate_wpm), str(self.version))
        return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()


class PhraseCache:
    """The sound of phrases, least recently used out first. Thread-safe."""

    def __init__(self, folder: Path | None, most_bytes: int) -> None:
        """An empty memory over a folder.

        Args:
            folder: made when the first lasting phrase is kept; None for memory alone.
            most_bytes: how much sound stays in memory, and as much on disk; 8000 bytes a second.
        """
        self._folder = folder
        self._most_bytes = most_bytes
        self._memory: OrderedDict[PhraseKey, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._writing = threading.Lock()

    def get(self, key: PhraseKey) -> bytes | None:
        """The sound of a phrase; None where it is not kept, or its file is damaged."""
        with self._lock:
            if key in self._memory:
                self._memory.move_to_end(key)
                return self._memory[key]
        sound = self._read(key)
        if sound is not None:
            self._remember(key, sound)
        return sound

    def put(self, key: PhraseKey, mulaw: bytes, *, lasting: bool = False) -> None:
        """Keep the sound of a phrase; a disk that cannot take it is logged, no more.

        Args:
            key: of the phrase.
            mulaw: its sound.
            lasting: whether it outlives the process. Nothing that is about a caller may.
        """
        self._remember(key, mulaw)
        if self._folder is None or not lasting:
            return
        try:
            with self._writing:
                _write(self._folder / key.name, mulaw)
                _drop_oldest(self._folder, self._most_bytes)
        except OSError as error:
            _log.warning("phrase not kept on disk", error=str(error))

    def _remember(self, key: PhraseKey, mulaw: bytes) -> None:
        with self._lock:
            self._bytes += len(mulaw) - len(self._memory.pop(key, b""))
            self._memory[key] = mulaw
            while self._bytes > self._most_bytes and self._memory:
                _, dropped = self._memory.popitem(last=False)
                self._bytes -= len(dropped)

    def _read(self, key: PhraseKey) -> bytes | None:
        if self._folder is None:
            return None
        try:
            content = (self._folder / key.name).read_bytes()
        except OSError:
            return None
        header = len(_MARK) + _DIGEST_BYTES
        sound = content[header:]
        if content[:header] != _MARK + hashlib.sha256(sound).digest() or not sound:
            _log.warning("damaged phrase file passed over", file=key.name)
            return None
        return sound


def _write(path: Path, mulaw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(_MARK + hashlib.sha256(mulaw).digest() + mulaw)
            file.flush()
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
    Path(file.name).replace(path)


def _drop_oldest(folder: Path, most_bytes: int) -> None:
    """Remove the files written longest ago until the rest takes no more than so many bytes."""
    files = [(path.stat(), path) for path in folder.iterdir() if path.is_file()]
    files.sort(key=lambda file: file[0].st_mtime_ns)
    excess = sum(stat.st_size for stat, _ in files) - most_bytes
    for stat, path in files:
        if excess <= 0:
            return
        path.unlink(missing_ok=True)
        excess -= stat.st_size
