"""Sound files as telephone samples: WAV of any rate and width, or bare mu-law.

The chunks are those of Microsoft's "Multimedia Programming Interface and Data Specifications"
(RIFF WAVE); format codes: 1 PCM, 3 floating point, 7 mu-law, 0xFFFE extensible.
"""

import io
import struct
import wave
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from telephony.mulaw import SAMPLE_RATE, SILENCE, decode
from telephony.resampling import at_telephone_rate

_PCM, _FLOAT, _MULAW, _EXTENSIBLE = 1, 3, 7, 0xFFFE
_HIGHEST_RATE = 384_000


class SoundUnreadable(Exception):
    """A sound file cannot be read.

    `code` is one of: not_wav; truncated (no sound data); unsupported (a format this does not
    read).
    """

    def __init__(self, code: Literal["not_wav", "truncated", "unsupported"], what: str) -> None:
        super().__init__(what)
        self.code = code


@dataclass(frozen=True)
class _Format:
    code: int
    channels: int
    rate_hz: int
    bits: int


def read_wav(content: bytes) -> NDArray[np.int16]:
    """The sound of a WAV file at 8 kHz, channels mixed into one, shape (n,).

    Args:
        content: the whole file. PCM of 8, 16, 24 or 32 bits, floating point or mu-law. A last
            chunk that is cut short is read as far as it goes.

    Raises:
        SoundUnreadable: see its codes.
    """
    if len(content) < 12 or content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise SoundUnreadable("not_wav", "This is no WAV file.")
    chunks = _chunks(content)
    if b"fmt " not in chunks or b"data" not in chunks:
        raise SoundUnreadable("truncated", "The WAV file lacks its format or its sound.")
    form = _format(chunks[b"fmt "])
    return to_telephone(_samples(chunks[b"data"], form), form.rate_hz)


def write_wav(*channels: bytes) -> bytes:
    """A WAV file of 16-bit samples at 8 kHz, one channel for each run of mu-law."""
    longest = max(len(channel) for channel in channels)
    columns = [decode(channel.ljust(longest, SILENCE)) for channel in channels]
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(np.stack(columns, axis=1).astype("<i2").tobytes())
    return target.getvalue()


def to_telephone(samples: NDArray[np.float32], rate_hz: int) -> NDArray[np.int16]:
    """Samples at 8 kHz.

    Args:
        samples: one channel on the 16-bit scale, shape (n,).
        rate_hz: their samples a second.
    """
    return at_telephone_rate(samples, rate_hz)


def _chunks(content: bytes) -> dict[bytes, bytes]:
    """The first chunk of each name."""
    found: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, at)
        found.setdefault(name, content[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    return found


def _format(chunk: bytes) -> _Format:
    if len(chunk) < 16:
        raise SoundUnreadable("truncated", "The WAV file's format is cut short.")
    code, channels, rate_hz, _, _, bits = struct.unpack_from("<HHIIHH", chunk)
    if code == _EXTENSIBLE and len(chunk) >= 26:
        (code,) = struct.unpack_from("<H", chunk, 24)
    if not channels or not 0 < rate_hz <= _HIGHEST_RATE:
        raise SoundUnreadable("unsupported", f"{channels} channels at {rate_hz} Hz.")
    return _Format(code, channels, rate_hz, bits)


def _samples(sound: bytes, form: _Format) -> NDArray[np.float32]:
    """One channel on the 16-bit scale."""
    width = form.bits // 8
    whole = len(sound) - len(sound) % max(1, width * form.channels)
    sound = sound[:whole]
    if form.code == _MULAW and form.bits == 8:
        wide = decode(sound).astype(np.float32)
    elif form.code == _PCM and form.bits in (8, 16, 24, 32):
        wide = _pcm(sound, width)
    elif form.code == _FLOAT and form.bits in (32, 64):
        read = np.frombuffer(sound, dtype=f"<f{width}")
        wide = np.nan_to_num(np.clip(read, -1, 1)).astype(np.float32) * 32767
    else:
        what = f"WAV format {form.code} with {form.bits} bits is not read; PCM and mu-law are."
        raise SoundUnreadable("unsupported", what)
    mixed: NDArray[np.float32] = wide.reshape(-1, form.channels).mean(axis=1, dtype=np.float32)
    return mixed


def _pcm(sound: bytes, width: int) -> NDArray[np.float32]:
    if width == 1:
        return (np.frombuffer(sound, dtype=np.uint8).astype(np.float32) - np.float32(128)) * 256
    if width == 2:
        return np.frombuffer(sound, dtype="<i2").astype(np.float32)
    if width == 3:
        padded = np.zeros((len(sound) // 3, 4), dtype=np.uint8)
        padded[:, 1:] = np.frombuffer(sound, dtype=np.uint8).reshape(-1, 3)
        sound = padded.tobytes()
    return (np.frombuffer(sound, dtype="<i4") / 65536).astype(np.float32)
