"""The sound of a caller's message, from the stream into its recording."""

import threading

import structlog

from ivr.speech.vad import FRAME_MS, FRAME_SAMPLES, VoiceActivity
from ivr.transfer.recording import Recording
from telephony.mulaw import SAMPLE_RATE, decode

log = structlog.get_logger()


class Tape:
    """Runs while a message is recorded. Thread-safe.

    The reader thread hears; the turn thread starts and stops.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._recording: Recording | None = None
        self._left = 0
        """Bytes of mu-law until the limit."""
        self.failed = False
        """Whether the disk refused a part of the present message."""
        self.heard_ms = 0
        """Audio of the present message so far."""
        self.voice_ms = 0
        """How much of it was a voice; told at once, while an utterance is told at its end."""
        self._voice = VoiceActivity()

    @property
    def running(self) -> bool:
        """Whether a message is being recorded."""
        with self._lock:
            return self._recording is not None

    def start(self, recording: Recording, limit_s: float) -> None:
        """Record all that is heard from now on, save while the line itself is heard."""
        with self._lock:
            self._recording, self._left = recording, round(limit_s * SAMPLE_RATE)
            self.failed, self.heard_ms, self.voice_ms = False, 0, 0
            self._voice = VoiceActivity()

    def hear(self, mulaw: bytes) -> bool:
        """Take the next sound; True where that brings the message to its limit."""
        with self._lock:
            if self._recording is None or self._left <= 0:
                return False
            self._left -= len(mulaw)
            self.heard_ms += len(mulaw) * 1000 // SAMPLE_RATE
            self._listen(mulaw)
            try:
                self._recording.write(mulaw)
            except OSError as error:
                log.warning("message_not_recorded", error=type(error).__name__)
                self.failed = True
            return self._left <= 0

    def _listen(self, mulaw: bytes) -> None:
        for at in range(0, len(mulaw) - FRAME_SAMPLES + 1, FRAME_SAMPLES):
            if self._voice.hear(decode(mulaw[at : at + FRAME_SAMPLES])):
                self.voice_ms += FRAME_MS

    def stop(self) -> None:
        """Record no more, and close the recording."""
        with self._lock:
            recording, self._recording = self._recording, None
            if recording is None:
                return
            try:
                recording.close()
            except OSError as error:
                log.warning("message_not_closed", error=type(error).__name__)
                self.failed = True
