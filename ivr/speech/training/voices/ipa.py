"""From our phones to the letters that neural voices read, plainly or with an accent."""

from __future__ import annotations

from random import Random

PLAIN = {
    "aa": "ɑ", "ae": "æ", "ah": "ʌ", "ao": "ɔ", "aw": "W", "ay": "I", "b": "b", "ch": "ʧ",
    "d": "d", "dh": "ð", "eh": "ɛ", "er": "ɜɹ", "ey": "A", "f": "f", "g": "ɡ", "hh": "h",
    "ih": "ɪ", "iy": "i", "jh": "ʤ", "k": "k", "l": "l", "m": "m", "n": "n", "ng": "ŋ",
    "ow": "O", "oy": "Y", "p": "p", "r": "ɹ", "s": "s", "sh": "ʃ", "t": "t", "th": "θ",
    "uh": "ʊ", "uw": "u", "v": "v", "w": "w", "y": "j", "z": "z", "zh": "ʒ",
}  # fmt: skip
"""American sounds in Kokoro's alphabet, where capitals are diphthongs (I as in eye)."""

_BRITISH = {"ow": "Q", "aa": "ɑː", "er": "ɜː", "ao": "ɔː", "iy": "iː", "uw": "uː"}
_FULL_VOWELS = {"ih": "i", "uh": "u", "ae": "a", "ah": "a", "ey": "e", "ow": "o", "er": "ɛɹ"}
_ROMANCE = {**_FULL_VOWELS, "r": "ɾ", "th": "t", "dh": "d", "ng": "n", "zh": "ʃ"}

ACCENTS: dict[str, dict[str, str]] = {
    "american": {},
    "british": _BRITISH,
    "french": {"th": "s", "dh": "z", "r": "ʁ", "hh": "", "ih": "i", "ah": "œ", "ey": "e",
               "ow": "o", "ch": "ʃ", "er": "œʁ"},
    "german": {"th": "s", "dh": "d", "w": "v", "r": "ʁ", "ae": "ɛ", "ah": "a", "ey": "e",
               "ow": "o", "z": "s", "er": "œɐ", "jh": "ʧ"},
    "spanish": {**_ROMANCE, "z": "s", "v": "β", "hh": "x", "jh": "j", "sh": "ʧ"},
    "italian": {**_ROMANCE, "hh": "", "s": "s"},
    "greek": {"r": "ɾ", "ih": "i", "ae": "a", "ah": "a", "ey": "e", "ow": "o", "sh": "s",
              "ch": "ʦ", "jh": "ʣ", "hh": "x", "uh": "u"},
    "indian": {"th": "tʰ", "dh": "d", "t": "ʈ", "d": "ɖ", "w": "ʋ", "v": "ʋ", "ow": "o",
               "ey": "e", "r": "ɾ", "er": "ɜɾ"},
    "slavic": {"th": "s", "dh": "z", "w": "v", "r": "r", "ih": "i", "ae": "ɛ", "hh": "x",
               "ng": "n", "ow": "o", "er": "ɛr"},
    "east asian": {"r": "l", "th": "s", "dh": "z", "v": "b", "ih": "i", "l": "ɾ", "er": "ə",
                   "ng": "ŋ", "sh": "ɕ"},
}  # fmt: skip
"""Which sounds speakers of other languages put for English ones; the rest stay plain."""


def letters(sound: str, accent: str, strength: float, random: Random) -> str:
    """The letters of one sound with its stress, `ay1` → `ˈI`.

    strength: how likely each sound is to take the accent's form, 0 to 1. The answer is empty
    where an accent drops the sound.
    """
    plain, stress = sound.rstrip("012"), sound[-1]
    changed = ACCENTS[accent].get(plain)
    if changed is not None and random.random() < strength:
        said = changed
    elif stress == "0" and plain in ("ah", "er"):
        said = {"ah": "ə", "er": "əɹ"}[plain]
    else:
        said = PLAIN[plain]
    return {"1": "ˈ", "2": "ˌ"}.get(stress, "") + said if said else ""
