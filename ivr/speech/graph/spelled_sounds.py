"""How a word that no dictionary has is likely to sound, by espeak-ng's rules for English.

espeak-ng keeps one voice a process; nothing else may speak in the process this is used in.
"""

import ctypes
import re

import espeakng_loader

from ivr.speech.graph.lexicon_graph import Pronunciation
from ivr.speech.phones import PHONES

_VOICE = b"en-us"
_RETRIEVE = 1
"""AUDIO_OUTPUT_RETRIEVAL: no sound device is opened."""
_UTF8 = 1
_DIVIDED = ord("-") << 8
"""Phoneme mode: espeak's own names, a dash between them."""
_STRESS = "',%=|!"
_NAMES = (
    ("aa", "0 A:"),
    ("er", "3 3: IR VR"),
    ("y", "; j"),
    ("ah", "@ @- @5 @2 V a#"),
    ("ah l", "@L"),
    ("aa r", "A@"),
    ("dh", "D"),
    ("eh", "E"),
    ("ih", "I I# I2"),
    ("ng", "N"),
    ("ao", "O2 O: O"),
    ("ao r", "O@ o@"),
    ("oy", "OI"),
    ("sh", "S C"),
    ("th", "T"),
    ("uh", "U"),
    ("uh r", "U@"),
    ("zh", "Z"),
    ("ae", "a aa"),
    ("ay", "aI aI2"),
    ("ay er", "aI3 aI@"),
    ("aw", "aU"),
    ("jh", "dZ"),
    ("eh r", "e@"),
    ("ey", "eI"),
    ("hh", "h"),
    ("iy", "i i:"),
    ("iy ah", "i@"),
    ("ih r", "i@3"),
    ("ow", "oU"),
    ("t", "t# t2 t["),
    ("ch", "tS"),
    ("uw", "u:"),
    ("w", "w#"),
    ("r", "r-"),
    ("n", "n-"),
    ("l", "l#"),
    ("k", "x"),
)
"""The model's sounds, and espeak-ng's names for each where they differ."""
OTHERWISE_CALLED = {name: sounds for sounds, names in _NAMES for name in names.split()}
"""The model's sounds by espeak-ng's name for them, where that is another."""
_SWALLOWED = {("er", "r"), ("iy", "y")}
"""Pairs of sounds that espeak-ng writes where the model's sounds are one."""


class EspeakMissing(Exception):
    """espeak-ng can't be used; says why."""


class SpelledSounds:
    """Spelling to sounds. Not thread-safe."""

    def __init__(self) -> None:
        """Load espeak-ng.

        Raises:
            EspeakMissing: it can't be loaded.
        """
        try:
            self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        except OSError as error:
            raise EspeakMissing(f"espeak-ng can't be loaded: {error}") from error
        data = espeakng_loader.get_data_path().encode()
        rate = self._library.espeak_Initialize(_RETRIEVE, 0, data, 0)
        if rate <= 0 or self._library.espeak_SetVoiceByName(_VOICE) != 0:
            raise EspeakMissing(f"espeak-ng has no English in {data.decode()}")
        convert = self._library.espeak_TextToPhonemes
        convert.restype = ctypes.c_char_p
        convert.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
        self._convert = convert

    def of(self, word: str) -> Pronunciation:
        """The sounds of a word; none where espeak-ng has none for it."""
        text = ctypes.c_char_p(word.encode())
        spelled = self._convert(ctypes.byref(text), _UTF8, _DIVIDED) or b""
        sounds: list[str] = []
        for name in re.split(r"[-\s_]+", spelled.decode(errors="replace")):
            plain = name.strip(_STRESS)
            called = OTHERWISE_CALLED.get(plain, plain if plain in PHONES else "")
            for sound in called.split():
                if not sounds or (sounds[-1], sound) not in _SWALLOWED:
                    sounds.append(sound)
        return tuple(sounds)
