"""Tones of a telephone network: beeps, keys, ringing and hold music. All mu-law at 8 kHz."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from telephony import mulaw

_ROWS = (697, 770, 852, 941)
_COLUMNS = (1209, 1336, 1477, 1633)
_PAD = ("123A", "456B", "789C", "*0#D")
_KEY_MS = 100
_KEY_GAP_MS = 80


def _tone(hertz: tuple[float, ...], milliseconds: int, level: float) -> NDArray[np.int16]:
    """Sines of those frequencies together; `level` is the peak of 32767."""
    time = np.arange(milliseconds * mulaw.SAMPLE_RATE // 1000) / mulaw.SAMPLE_RATE
    wave = np.sum([np.sin(2 * np.pi * f * time) for f in hertz], axis=0) / len(hertz)
    edge = np.minimum(1.0, np.minimum(time, time[::-1]) / 0.005)
    return np.asarray(np.round(wave * edge * level), dtype=np.int16)


@cache
def beep() -> bytes:
    """The tone before a recording, and at the door of a conference."""
    return mulaw.encode(_tone((1000.0,), 400, 8000))


@cache
def keys(digits: str) -> bytes:
    """Keys one after the other (Q.23); w waits half a second, W a second."""
    sound = [_key(digit) for digit in digits]
    return b"".join(sound)


def _key(digit: str) -> bytes:
    waits = {"w": 500, "W": 1000}
    if digit in waits:
        return mulaw.SILENCE * (waits[digit] * 8)
    row = next(index for index, keys_of_row in enumerate(_PAD) if digit in keys_of_row)
    tone = _tone((_ROWS[row], _COLUMNS[_PAD[row].index(digit)]), _KEY_MS, 9000)
    return mulaw.encode(tone) + mulaw.SILENCE * (_KEY_GAP_MS * 8)


@cache
def ringback() -> bytes:
    """One ring and the pause after it: two seconds and four (North America)."""
    return mulaw.encode(_tone((440.0, 480.0), 2000, 5000)) + mulaw.SILENCE * (4000 * 8)


@cache
def hold_music() -> bytes:
    """Eight seconds of broken chords, to be repeated."""
    chords = ((262, 330, 392), (220, 262, 330), (175, 220, 262), (196, 247, 294))
    notes = [note for chord in chords for note in (*chord, chord[1])]
    return b"".join(mulaw.encode(_tone((float(note),), 500, 3500)) for note in notes)
