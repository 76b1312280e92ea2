"""A loaded Vosk model."""

import threading
from pathlib import Path

import structlog
import vosk

from ivr.speech.confidence import Calibration, CalibrationFaulty, read_calibration
from ivr.speech.model_folder import ModelBroken, check_folder, probe, takes_grammars

BUNDLED = Path(__file__).with_name("model")
"""The model that comes with the project."""
UNKNOWN = "[unk]"
"""The word Vosk gives for speech outside a grammar."""
_log = structlog.get_logger(__name__)


class SpeechModel:
    """One Vosk model, shared by every call of a process. Thread-safe."""

    def __init__(self, folder: Path = BUNDLED) -> None:
        """Check the folder, try it in a process of its own, then load it.

        Raises:
            ModelMissing, ModelBroken: see their codes.
        """
        check_folder(folder)
        probe(folder)
        vosk.SetLogLevel(-1)
        self.folder = folder
        self.takes_grammars = takes_grammars(folder)
        """Whether a grammar can narrow what it hears; otherwise only acceptance is narrowed."""
        self.calibration = _calibration(folder)
        """What Vosk's confidence is worth with this model."""
        self.handle = vosk.Model(str(folder))
        self._reported: set[str] = set()
        self._reporting = threading.Lock()

    @property
    def name(self) -> str:
        """Name of the model: `bundled`, or its folder's."""
        return "bundled" if self.folder == BUNDLED else self.folder.name

    def knows(self, word: str) -> bool:
        """Whether a word is in the model's vocabulary."""
        return bool(self.handle.vosk_model_find_word(word) >= 0)

    def known(self, phrases: tuple[str, ...]) -> tuple[str, ...]:
        """The phrases whose every word the model knows; words it lacks are logged once each."""
        lacking = {word for phrase in phrases for word in phrase.split() if not self.knows(word)}
        with self._reporting:
            new = lacking - self._reported
            self._reported |= new
        if new:
            _log.warning("words missing from the speech model", model=self.name, words=sorted(new))
        return tuple(p for p in phrases if p.strip() and not lacking.intersection(p.split()))


def _calibration(folder: Path) -> Calibration:
    try:
        return read_calibration(folder)
    except CalibrationFaulty as faulty:
        remedy = "Measure it anew with `warmline speech evaluate --calibrate`, or remove the file."
        raise ModelBroken("damaged", f"{faulty}.", remedy) from faulty
