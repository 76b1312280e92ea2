"""Voices to measure with: variants of espeak-ng, and Festival's ked where it is installed."""

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
FESTIVAL = "ked_diphone"
"""A voice of Festival that none has heard either."""
_TIMEOUT_S = 30


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
        if name == FESTIVAL:
            return to_line_level(_festival(text))
        return to_line_level(self.synthesiser.speak(text, name))


@contextmanager
def speakers(variants: tuple[str, ...] = VARIANTS) -> Iterator[Speakers]:
    """The voices there are."""
    synthesiser = Synthesiser()
    festival = (FESTIVAL,) if _festival_speaks() else ()
    try:
        yield Speakers(synthesiser, (*(f"en-us+{variant}" for variant in variants), *festival))
    finally:
        synthesiser.close()


def _festival_speaks() -> bool:
    if shutil.which("festival") is None or shutil.which("text2wave") is None:
        return False
    return FESTIVAL in _run("festival", "-b", "(print (voice.list))")


def _festival(text: str) -> Sound:
    with tempfile.TemporaryDirectory(prefix="warmline-festival-") as folder:
        file = Path(folder) / "said.wav"
        _run("text2wave", "-eval", f"(voice_{FESTIVAL})", "-o", str(file), said=text)
        return read_wav(file.read_bytes())


def _run(*command: str, said: str = "") -> str:
    done = subprocess.run(
        command, input=said, check=True, capture_output=True, text=True, timeout=_TIMEOUT_S
    )
    return done.stdout
