"""Voices to measure with: variants of espeak-ng, and flite's where it is installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ivr.speech.evaluation.case import Sound
from ivr.speech.line_level import to_line_level
from telephony.synthesis import Synthesiser
from telephony.wav import read_wav

VARIANTS = ("f4", "m5", "klatt4", "linda", "adam", "Annie", "michel")
"""Variants of espeak-ng that no training of the bundled model has heard."""
FLITE = "rms"
_FLITE_TIMEOUT_S = 30


@dataclass(frozen=True)
class Speakers:
    """Says texts; the same sound each time."""

    synthesiser: Synthesiser
    names: tuple[str, ...]

    def say(self, text: str, name: str) -> Sound:
        """Speech at the line's level.

        Raises:
            SynthesisFailed, CalledProcessError: the voice doesn't speak.
        """
        if name.startswith("flite "):
            return to_line_level(_flite(text, name.removeprefix("flite ")))
        return to_line_level(self.synthesiser.speak(text, name))


@contextmanager
def speakers(variants: tuple[str, ...] = VARIANTS) -> Iterator[Speakers]:
    """The voices there are."""
    synthesiser = Synthesiser()
    flite = (f"flite {FLITE}",) if shutil.which("flite") else ()
    try:
        yield Speakers(synthesiser, (*(f"en-us+{variant}" for variant in variants), *flite))
    finally:
        synthesiser.close()


def _flite(text: str, voice: str) -> Sound:
    with tempfile.TemporaryDirectory(prefix="warmline-flite-") as folder:
        file = Path(folder) / "said.wav"
        command = ["flite", "-voice", voice, "-t", text, str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=_FLITE_TIMEOUT_S)
        return read_wav(file.read_bytes())
