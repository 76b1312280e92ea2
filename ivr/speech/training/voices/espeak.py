"""espeak-ng through its library: many small variants of a formant synthesiser, with timings.

espeak-ng is GPL-3.0; what it says belongs to whoever lets it speak.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import espeakng_loader
import numpy as np
from numpy.typing import NDArray

from ivr.speech.evaluation.speakers import VARIANTS as ASIDE
from ivr.speech.graph.spelled_sounds import OTHERWISE_CALLED
from ivr.speech.phones import PHONES, SILENCE
from ivr.speech.training import texts
from ivr.speech.training.pronunciation import words_of
from ivr.speech.training.seeds import random_of
from ivr.speech.training.utterance import Utterance
from ivr.speech.training.voices.spoken import Phone, Spoken

ACCENTS = {
    "gmw/en-US": 0.5, "gmw/en-US-nyc": 0.06, "gmw/en": 0.1, "gmw/en-GB-scotland": 0.07,
    "gmw/en-GB-x-rp": 0.1, "gmw/en-GB-x-gbclan": 0.06, "gmw/en-GB-x-gbcwmd": 0.06,
    "gmw/en-029": 0.05,
}  # fmt: skip
UNLIKE_PEOPLE = (
    "AnxiousAndy", "Demonic", "Mr serious", "Tweaky", "UniRobot", "anikaRobot", "croak", "fast",
    "whisper", "whisperf",
)  # fmt: skip

_SYNCHRONOUS, _PHONEME_EVENTS, _UTF8 = 2, 1, 1
_RATE, _PITCH, _RANGE = 1, 3, 4
_PHONEME_EVENT = 7

SOUNDS = {**OTHERWISE_CALLED, "_": SILENCE, "_:": SILENCE}
"""espeak-ng's names of sounds, where they aren't ours already."""


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("name", ctypes.c_char * 8),
    )


_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class Espeak:
    """The library, once a process: it keeps its state in globals."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        self._rate: int = self._library.espeak_Initialize(
            _SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), _PHONEME_EVENTS
        )
        self._sound: list[NDArray[np.int16]] = []
        self._events: list[tuple[float, str]] = []
        self._callback = _CALLBACK(self._received)
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, text: str, voice: str, rate: int, pitch: int, pitch_range: int) -> Spoken:
        """Say a text. rate: words a minute; pitch and range: 0 to 100. Raises ValueError."""
        self._sound, self._events = [], []
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice {voice}")
        for setting, value in ((_RATE, rate), (_PITCH, pitch), (_RANGE, pitch_range)):
            self._library.espeak_SetParameter(setting, value, 0)
        letters = text.encode() + b"\0"
        self._library.espeak_Synth(letters, len(letters), 0, 1, 0, _UTF8, None, None)
        sound = np.concatenate(self._sound).astype(np.float32)
        return Spoken(sound, self._rate, tuple(_phones(self._events, len(sound) / self._rate)))

    def _received(
        self,
        sound: ctypes._Pointer[ctypes.c_short],
        count: int,
        events: ctypes._Pointer[_Event],
    ) -> int:
        if count > 0:
            self._sound.append(np.ctypeslib.as_array(sound, (count,)).copy())
        place = 0
        while events[place].type != 0:
            event = events[place]
            if event.type == _PHONEME_EVENT:
                self._events.append(
                    (event.sample / self._rate, event.name.decode("utf8", "replace"))
                )
            place += 1
        return 0


def _phones(events: list[tuple[float, str]], end: float) -> Iterator[Phone]:
    """Our phones from espeak-ng's; a sound that is two of ours is divided evenly."""
    stops = [start for start, _ in events[1:]] + [end]
    for (start, name), stop in zip(events, stops, strict=True):
        ours = SOUNDS.get(name, name if name in PHONES else "").split()
        for part, base in enumerate(ours):
            yield Phone(start + (stop - start) * part / len(ours), base)


@cache
def _engine() -> Espeak:
    return Espeak()


@cache
def variants() -> tuple[str, ...]:
    """The variants that training uses; the robots are many, and two stand for all."""
    folder = Path(espeakng_loader.get_data_path()) / "voices/!v"
    names = sorted(path.name for path in folder.iterdir())
    robots = [name for name in names if name.startswith("robosoft")]
    left_out = {*ASIDE, *UNLIKE_PEOPLE, *robots[2:]}
    return tuple(name for name in names if name not in left_out)


def trained(number: int) -> Utterance:
    """Training speech of some variant in some accent."""
    random = random_of("espeak", number)
    variant = random.choice(variants())
    return _said(number, texts.passage(random, 3), variant, random.uniform(0.85, 1.17))


def aside(number: int, text: str) -> Utterance:
    """Measuring speech of the variants kept aside."""
    return _said(number, text, ASIDE[number % len(ASIDE)], 1.0)


def _said(number: int, text: str, variant: str, speed: float) -> Utterance:
    random = random_of("espeak voice", number, text)
    accent = random.choices(list(ACCENTS), list(ACCENTS.values()))[0]
    spoken = _engine().say(
        text,
        f"{accent}+{variant}",
        random.randint(125, 200),
        random.randint(25, 75),
        random.randint(30, 75),
    )
    return spoken.utterance(words_of(text), f"espeak {variant}", speed)
