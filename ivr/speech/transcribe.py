"""Sound files to text, by the same ear that listens to calls."""

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flows.events import Grammar, Json
from ivr.speech.ear import Ear
from ivr.speech.ear_events import UtteranceHeard
from ivr.speech.hearing import EarSettings
from ivr.speech.recognition import RecogniserPool, Word
from telephony.mulaw import SAMPLE_RATE, SILENCE, decode, encode
from telephony.wav import SoundUnreadable, read_wav

STANDARD_INPUT = "-"
_BARE_MULAW = (".ulaw", ".ul", ".mulaw", ".raw")
_LEAD_MS = 500
"""Silence before a file, so that a word cut tight at its beginning is noticed."""
_TAIL_MS = 2_500
_MOST_BYTES = 500_000_000
_PIECE_BYTES = 160


@dataclass(frozen=True)
class Transcript:
    """What was heard in one file."""

    file: str
    text: str = ""
    words: tuple[Word, ...] = ()
    """Times in milliseconds from the beginning of the file."""
    audio_s: float = 0.0
    """How long the sound is, in seconds."""
    compute_s: float = 0.0
    """How long listening took, in seconds."""
    error: str | None = None
    """Code of what is wrong with the file: missing, too_large, or as for `SoundUnreadable`."""
    what: str = ""
    """The same in a sentence."""

    def document(self) -> dict[str, Json]:
        """The transcript as a JSON object; times in seconds, `error` only where there is one."""
        words: list[Json] = [
            {
                "word": word.word,
                "start": word.start_ms / 1000,
                "end": word.end_ms / 1000,
                "conf": round(word.conf, 3),
            }
            for word in self.words
        ]
        heard: dict[str, Json] = {
            "file": self.file,
            "text": self.text,
            "words": words,
            "audio_s": round(self.audio_s, 3),
            "compute_s": round(self.compute_s, 3),
        }
        return heard if self.error is None else {**heard, "error": self.error, "what": self.what}


def grammar_named(name: str) -> Grammar:
    """The grammar of a command line: digits, letters, yes_no, open, or phrases divided by `|`."""
    plain = name.strip().lower()
    if plain in ("", "open"):
        return Grammar()
    if plain == "digits":
        return Grammar("digits")
    if plain == "letters":
        return Grammar("letters")
    if plain == "yes_no":
        return Grammar("yes_no")
    return Grammar("phrases", tuple(p.strip() for p in plain.split("|") if p.strip()))


def transcribe(
    files: Iterable[str], pool: RecogniserPool, grammar: Grammar
) -> Iterator[Transcript]:
    """Transcribe files one after another; what is wrong with one does not stop the others.

    Args:
        files: WAV files, bare mu-law at 8 kHz (.ulaw, .ul, .mulaw, .raw), or `-` for either on
            standard input.
        pool: of the model to listen with.
        grammar: what may be heard. All else, the universal commands of a call included, is
            refused and gives no text.
    """
    for file in files:
        try:
            sound = _sound(file)
        except SoundUnreadable as unreadable:
            yield Transcript(file, error=unreadable.code, what=str(unreadable))
        except OSError as error:
            yield Transcript(file, error="missing", what=f"{file} cannot be read: {error}.")
        else:
            yield _heard(file, sound, pool, grammar)


def _sound(file: str) -> NDArray[np.int16]:
    if file == STANDARD_INPUT:
        content = sys.stdin.buffer.read(_MOST_BYTES + 1)
        bare = True
    else:
        with Path(file).open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
        bare = file.lower().endswith(_BARE_MULAW) or not content
    if len(content) > _MOST_BYTES:
        raise SoundUnreadable("unsupported", f"{file} is larger than 500 MB.")
    if bare and content[:4] != b"RIFF":
        return decode(content)
    return read_wav(content)


def _heard(
    file: str, sound: NDArray[np.int16], pool: RecogniserPool, grammar: Grammar
) -> Transcript:
    began = time.perf_counter()
    ear = Ear(pool, EarSettings(anything=False))
    ear.expect(grammar)
    mulaw = _silence(_LEAD_MS) + encode(sound) + _silence(_TAIL_MS)
    events = [
        event
        for at in range(0, len(mulaw), _PIECE_BYTES)
        for event in ear.hear(mulaw[at : at + _PIECE_BYTES])
    ]
    events += ear.finish()
    ear.close()
    utterances = [event.utterance for event in events if isinstance(event, UtteranceHeard)]
    return Transcript(
        file=file,
        text=" ".join(utterance.text for utterance in utterances),
        words=tuple(_shifted(word) for utterance in utterances for word in utterance.words),
        audio_s=sound.size / SAMPLE_RATE,
        compute_s=time.perf_counter() - began,
    )


def _silence(ms: int) -> bytes:
    return SILENCE * (ms * SAMPLE_RATE // 1000)


def _shifted(word: Word) -> Word:
    start_ms, end_ms = max(0, word.start_ms - _LEAD_MS), max(0, word.end_ms - _LEAD_MS)
    return Word(word.word, start_ms, end_ms, word.conf)
