import contextlib
import io
import struct
import wave

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.vad import loudness_dbfs
from telephony.mulaw import decode, encode
from telephony.wav import SoundUnreadable, read_wav

TONE = (np.sin(2 * np.pi * 440 * np.arange(16000) / 16000) * 8000).astype(np.int16)
"""A second at 16 kHz."""


def riff(code, channels, rate_hz, bits, sound, extra=b""):
    width = channels * bits // 8
    form = struct.pack("<HHIIHH", code, channels, rate_hz, rate_hz * width, width, bits) + extra
    chunks = b"fmt " + struct.pack("<I", len(form)) + form
    chunks += b"LIST" + struct.pack("<I", 3) + b"abc\0"
    chunks += b"data" + struct.pack("<I", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks


def by_the_standard_library(samples, rate_hz, width=2, channels=1):
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((channels, width, rate_hz, 0, "NONE", ""))
        file.writeframes(samples)
    return buffer.getvalue()


def is_the_tone(samples, tolerance_db=0.3):
    spectrum = np.abs(np.fft.rfft(samples.astype(float)))
    peak_hz = spectrum.argmax() * 8000 / samples.size
    level = loudness_dbfs(samples)
    return abs(peak_hz - 440) < 2 and abs(level - loudness_dbfs(TONE)) < tolerance_db


WIDE = TONE.astype(np.int32)


@pytest.mark.parametrize(
    "content",
    [
        by_the_standard_library(TONE.tobytes(), 16000),
        by_the_standard_library(((WIDE >> 8) + 128).astype(np.uint8).tobytes(), 16000, width=1),
        by_the_standard_library((WIDE << 16).astype("<i4").tobytes(), 16000, width=4),
        by_the_standard_library(
            np.stack([WIDE << 8], 1).astype("<i4").view(np.uint8).reshape(-1, 4)[:, :3].tobytes(),
            16000,
            width=3,
        ),
        by_the_standard_library(np.repeat(TONE, 2).tobytes(), 16000, channels=2),
        riff(3, 1, 16000, 32, (TONE / 32767).astype("<f4").tobytes()),
        riff(3, 1, 16000, 64, (TONE / 32767).astype("<f8").tobytes()),
        riff(7, 1, 16000, 8, encode(TONE)),
        riff(0xFFFE, 1, 16000, 16, TONE.tobytes(), struct.pack("<HHIH14s", 22, 16, 0, 1, b"")),
    ],
    ids=["16 bits", "8", "32", "24", "stereo", "float", "double", "mu-law", "extensible"],
)
def test_widths_and_formats(content):
    samples = read_wav(content)
    assert samples.dtype == np.int16
    assert samples.size == 8000
    assert is_the_tone(samples)


@pytest.mark.parametrize("rate_hz", [8000, 11025, 22050, 44100, 48000])
def test_rates(rate_hz):
    tone = np.sin(2 * np.pi * 440 * np.arange(rate_hz) / rate_hz) * 8000
    samples = read_wav(by_the_standard_library(tone.astype(np.int16).tobytes(), rate_hz))
    assert abs(samples.size - 8000) <= 1
    assert is_the_tone(samples)


def test_mulaw_at_8_khz_is_unchanged():
    sound = bytes(range(256))
    assert (read_wav(riff(7, 1, 8000, 8, sound)) == decode(sound)).all()


def test_no_sound_at_all():
    assert read_wav(riff(1, 1, 8000, 16, b"")).size == 0
    assert read_wav(riff(1, 1, 8000, 16, b"x")).size == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_wav"),
        (b"ID3 an mp3 by its looks", "not_wav"),
        (b"RIFF\0\0\0\0WAVE", "truncated"),
        (riff(1, 1, 8000, 16, b"")[:30], "truncated"),
        (riff(2, 1, 8000, 4, bytes(100)), "unsupported"),
        (riff(1, 0, 8000, 16, bytes(100)), "unsupported"),
        (riff(1, 1, 0, 16, bytes(100)), "unsupported"),
        (riff(1, 1, 10**9, 16, bytes(100)), "unsupported"),
    ],
)
def test_what_cannot_be_read(content, code):
    with pytest.raises(SoundUnreadable) as raised:
        read_wav(content)
    assert raised.value.code == code


def test_a_file_cut_short_is_read_as_far_as_it_goes():
    whole = by_the_standard_library(TONE.tobytes(), 16000)
    assert is_the_tone(read_wav(whole[: len(whole) // 2]))


@given(st.binary(max_size=300), st.integers(0, 44))
def test_garbage_is_refused_or_read(garbage, at):
    whole = bytearray(riff(1, 1, 8000, 16, bytes(64)))
    whole[at : at + len(garbage)] = garbage
    with contextlib.suppress(SoundUnreadable):
        assert read_wav(bytes(whole)).dtype == np.int16
