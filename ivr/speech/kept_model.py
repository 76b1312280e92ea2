"""Speech models rebuilt for this line's own words, kept in its data folder.

`speech/BUNDLED/current` names the newest; BUNDLED is a digest of the bundled model, so that a line
which gets a better one with an update goes back to what came with it, and builds on that.
"""

import fcntl
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from ivr.speech.graph.fst import write
from ivr.speech.model import BUNDLED
from ivr.speech.model_folder import check_folder, probe

T = TypeVar("T")
_POINTER = "current"


def model_in_use(chosen: Path | None, data_dir: Path) -> Path:
    """The folder of the speech model: the chosen one, or the newest that was rebuilt here.

    Args:
        chosen: by the settings.
        data_dir: of the line.
    """
    if chosen is not None:
        return chosen
    shelf = _shelf(data_dir)
    try:
        kept = shelf / (shelf / _POINTER).read_text(encoding="utf-8").strip()
    except OSError:
        return BUNDLED
    return kept if kept.parent == shelf and kept.is_dir() else BUNDLED


@contextmanager
def building(data_dir: Path) -> Iterator[None]:
    """Keeps other processes from building until the block ends; waits for one that does.

    Raises:
        OSError: the folder can't be written.
    """
    shelf = _shelf(data_dir)
    shelf.mkdir(parents=True, exist_ok=True)
    with (shelf / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def keep(data_dir: Path, build: Callable[[Path], T]) -> T:
    """Have a model built into a new folder, try it, and make it the one in use.

    Args:
        data_dir: of the line.
        build: makes the model in the folder it gets.

    Raises:
        ModelBroken: Vosk can't load what was built; the model before stays in use.
        OSError: the folder can't be written.
    """
    shelf = _shelf(data_dir)
    shelf.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="model-", dir=shelf))
    try:
        built = build(folder)
        check_folder(folder)
        probe(folder)
        write(shelf / _POINTER, folder.name.encode())
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    for other in shelf.glob("model-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return built


def _shelf(data_dir: Path) -> Path:
    return data_dir / "speech" / _bundled()


@lru_cache(maxsize=1)
def _bundled() -> str:
    digest = hashlib.sha256()
    for part in ("am", "conf", "graph"):
        for file in sorted((BUNDLED / part).rglob("*.*")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
