"""The recognisers of a line, renewed when its speech model is rebuilt."""

import threading
from collections.abc import Callable
from pathlib import Path

import structlog

from ivr.speech.model import SpeechModel
from ivr.speech.model_folder import ModelFault
from ivr.speech.recognition import RecogniserPool

RENEWING = "speech-model"
"""Name of the thread that loads a newer model."""
_log = structlog.get_logger(__name__)


class Recognisers:
    """Gives each call the pool of the newest model that is ready. Thread-safe.

    A newer model is loaded beside the calls; they keep the one they began with.
    """

    def __init__(self, folder: Callable[[], Path]) -> None:
        """Load the model.

        Args:
            folder: of the model in use, asked for at every call.

        Raises:
            ModelMissing, ModelBroken: see their codes.
        """
        self._folder = folder
        self._wanted = folder()
        self._pool = RecogniserPool(SpeechModel(self._wanted))
        self._lock = threading.Lock()

    def pool(self) -> RecogniserPool:
        """The pool for a call that begins."""
        wanted = self._folder()
        with self._lock:
            if wanted != self._wanted:
                self._wanted = wanted
                threading.Thread(
                    target=self._renew, args=(wanted,), name=RENEWING, daemon=True
                ).start()
            return self._pool

    def _renew(self, folder: Path) -> None:
        try:
            pool = RecogniserPool(SpeechModel(folder))
        except ModelFault as fault:
            _log.error("a rebuilt speech model can't be used", code=fault.code, what=fault.what)
            return
        with self._lock:
            if folder == self._wanted:
                self._pool = pool
        _log.info("the speech model is renewed", model=pool.model.name)
