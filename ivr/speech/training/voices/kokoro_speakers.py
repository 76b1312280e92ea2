"""Kokoro's speakers, from the package that ships them."""

from __future__ import annotations

import subprocess
import tarfile
from pathlib import Path

PACKAGE = "kokoro-js@1.2.1"
_INSIDE = "package/voices"


def kokoro_speakers(work: Path) -> Path:
    """The folder of speakers, brought by npm where it isn't there yet.

    Raises CalledProcessError or FileNotFoundError where npm can't bring it.
    """
    folder = work / _INSIDE
    if not folder.exists():
        work.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            ["npm", "pack", "--silent", PACKAGE],
            cwd=work,
            capture_output=True,
            text=True,
            check=True,
        )
        with tarfile.open(work / done.stdout.strip()) as archive:
            archive.extractall(work, filter="data")
    return folder
