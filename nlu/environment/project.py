"""Where things are in the Rasa project, and fingerprints of what they are made from."""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "OPENBLAS_NUM_THREADS": "1",
}
"""Variables for every run of Rasa: no telemetry, no noise, no threads that wait for each other."""


@dataclass(frozen=True)
class RasaProject:
    """The folder of a Rasa project."""

    root: Path = Path(__file__).resolve().parents[1] / "rasa"

    @property
    def lock(self) -> Path:
        """Locked requirements of the environment."""
        return self.root / "requirements.lock"

    @property
    def venv(self) -> Path:
        """The environment's folder."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.venv / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """File in the environment that names the lock it was made from."""
        return self.venv / ".made-from"

    @property
    def start(self) -> Path:
        """The script that starts Rasa."""
        return self.root / "start.py"

    @property
    def models(self) -> Path:
        """Folder of trained models."""
        return self.root / "models"

    @property
    def model(self) -> Path:
        """The model trained from the data as it is now; may not exist yet."""
        return self.models / f"warmline-{self._model_fingerprint()[:12]}.tar.gz"

    def lock_fingerprint(self) -> str:
        """Changes whenever the locked requirements do."""
        return _fingerprint(self.root, [self.lock])

    def _model_fingerprint(self) -> str:
        data = sorted((self.root / "data").rglob("*.yml"))
        parts = sorted((self.root / "pipeline").glob("*.py"))
        fixed = [self.root / name for name in ("config.yml", "domain.yml")]
        return _fingerprint(self.root, [self.lock, *fixed, *parts, *data])

    def variables(self) -> dict[str, str]:
        """Environment variables of this process with Rasa's added."""
        return {**os.environ, **QUIET}

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keeps other processes from setting up or training here until the block ends."""
        lock = self.root / ".rasa" / "lock"
        lock.parent.mkdir(exist_ok=True)
        with lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _fingerprint(root: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
