"""The line's voice: text in, phrases with their sound out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import structlog

from ivr.speech.line_level import to_line_level
from ivr.speech.phrase_cache import PhraseCache, PhraseKey
from ivr.speech.prompt import Phrase, Prompt, phrases_of
from ivr.speech.recorded import RecordingUnusable, recording
from telephony.mulaw import SAMPLE_RATE, SILENCE, encode
from telephony.synthesis import Synthesiser, SynthesisFailed

VERSION = 1
"""Of the rendering; a new one makes what is cached on disk count no more."""
APOLOGY = "I am sorry, I have trouble speaking just now. Please press zero to reach a person."
"""What is played in place of words that cannot be spoken."""
SLOW = 0.72
"""Share of the usual rate for a caller who asked for slower speech."""
_PAUSE_MS = {".": 220, "!": 220, "?": 220, ";": 180, ":": 150, ",": 120}
"""Silence after a phrase, by its last character."""
_ATTEMPTS = 3
"""The driver now and then gives no sound for a text, and does the next time."""
PHRASE_LIMIT_S = 1.5
"""How long a phrase may take to be spoken: the line is silent for as long when a process hangs."""
_SPEAKABLE = re.compile(r"\w")
_log = structlog.get_logger(__name__)


class VoiceFailed(Exception):
    """There is no sound for a prompt, and no apology either.

    `code` is that of the synthesis (see `SynthesisFailed`), of the recording (see
    `RecordingUnusable`), or `no_sound`.
    """

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code


@dataclass(frozen=True)
class VoiceSettings:
    """How the line sounds."""

    voice: str = "en-us"
    """An espeak-ng voice, a variant after `+`."""
    rate_wpm: int = 160
    """Words a minute."""
    cache_folder: Path | None = None
    """Where the phrases of `Voice.warm` outlive the process."""
    cache_bytes: int = 32_000_000
    """Sound kept in memory, and as much in the folder: an hour and a little."""
    prompts_folder: Path | None = None
    """Recorded prompts."""


class Voice:
    """Renders prompts. Thread-safe; phrases that were spoken before cost nothing."""

    def __init__(self, synthesiser: Synthesiser, settings: VoiceSettings) -> None:
        self._synthesiser = synthesiser
        self._settings = settings
        self._cache = PhraseCache(settings.cache_folder, settings.cache_bytes)
        self._apology: tuple[Phrase, ...] = ()

    def warm(self, texts: Iterable[str] = ()) -> None:
        """Render the apology and these texts ahead of the first call.

        Only these are kept on disk.

        Args:
            texts: without anything about a caller.

        Raises:
            VoiceFailed: the code of the synthesis; the line has no voice at all.
        """
        self._apology = self._spoken(APOLOGY, lasting=True)
        for text in texts:
            self._spoken(text, lasting=True)

    def render(self, text: str, audio: str | None = None, *, slowly: bool = False) -> Prompt:
        """The sound of a prompt.

        Where it cannot be spoken, the apology stands in, and `failure` says why. A recording that
        cannot be played is replaced by the voice.

        Args:
            text: the words, numbers already spelled as they are spoken.
            audio: name of a recorded WAV that says them; the voice speaks where it is slow.
            slowly: at a rate for a caller who asked for it.

        Raises:
            VoiceFailed: no sound, and no apology was rendered by `warm`.
        """
        try:
            if audio is not None and not slowly:
                return Prompt((Phrase(text, recording(self._settings.prompts_folder, audio)),))
        except RecordingUnusable as unusable:
            _log.warning("recorded prompt not played", name=audio, code=unusable.code)
        try:
            return Prompt(self._spoken(text, slowly=slowly))
        except VoiceFailed as failed:
            _log.error("prompt not spoken", code=failed.code)
            if not self._apology:
                raise
            return Prompt(self._apology, failure=failed.code)

    def _spoken(
        self, text: str, *, lasting: bool = False, slowly: bool = False
    ) -> tuple[Phrase, ...]:
        rate = round(self._settings.rate_wpm * (SLOW if slowly else 1))
        return tuple(
            Phrase(phrase, self._sound(phrase, lasting, rate)) for phrase in phrases_of(text)
        )

    def _sound(self, phrase: str, lasting: bool, rate_wpm: int) -> bytes:
        key = PhraseKey(phrase, self._settings.voice, rate_wpm, VERSION)
        sound = self._cache.get(key)
        if sound is None:
            sound = self._synthesised(phrase, rate_wpm)
            self._cache.put(key, sound, lasting=lasting)
        return sound

    def _synthesised(self, phrase: str, rate_wpm: int) -> bytes:
        voice = self._settings.voice
        pause = SILENCE * (_PAUSE_MS.get(phrase[-1], 0) * SAMPLE_RATE // 1000)
        for _ in range(_ATTEMPTS if _SPEAKABLE.search(phrase) else 0):
            try:
                samples = self._synthesiser.speak(phrase, voice, rate_wpm)
            except SynthesisFailed as failed:
                raise VoiceFailed(failed.code, str(failed)) from failed
            if samples.size:
                return encode(to_line_level(samples)) + pause
        if _SPEAKABLE.search(phrase):
            raise VoiceFailed("no_sound", "The speech driver gave no sound for a text.")
        return pause or SILENCE
