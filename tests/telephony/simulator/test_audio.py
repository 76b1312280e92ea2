"""Levels, noise, tones and WAV files."""

import io
import wave

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony import mulaw
from telephony.simulator import noise, tones
from telephony.simulator.level import at_speech_level, last_audible
from telephony.simulator.mixer import mix
from telephony.simulator.playout import SILENT_FRAME
from telephony.wav import SoundUnreadable, read_wav, write_wav


@given(st.floats(0.02, 1.0), st.integers(100, 3000))
def test_speech_comes_at_one_level(loudness: float, hertz: int) -> None:
    time = np.arange(4000) / 8000
    samples = (32000 * loudness * np.sin(2 * np.pi * hertz * time)).astype(np.int16)
    level = np.sqrt(np.mean(at_speech_level(samples).astype(float) ** 2))
    assert 2000 < level < 3500


def test_silence_stays_silent() -> None:
    assert not at_speech_level(np.zeros(100, dtype=np.int16)).any()
    assert last_audible(SILENT_FRAME) is None
    assert last_audible(b"\xff" * 100 + b"\x80" + b"\xff" * 59) == 100


@pytest.mark.parametrize("kind", ["white", "babble", "shout"])
def test_noise_has_its_length_and_level_and_is_the_same_again(kind) -> None:
    sound = noise.make(kind, 0.5, 0.25)
    assert len(sound) == 4000
    assert sound == noise.make(kind, 0.5, 0.25)
    assert 7000 < np.abs(mulaw.decode(sound).astype(int)).max() < 9000


def test_keys_have_their_two_tones() -> None:
    spectrum = np.abs(np.fft.rfft(mulaw.decode(tones.keys("5"))[:800].astype(float)))
    loudest = {int(index) * 10 for index in np.argsort(spectrum)[-2:]}
    assert loudest == {770, 1340}


def test_mixing_adds_and_clips() -> None:
    loud = mulaw.encode(np.full(160, 30000, dtype=np.int16))
    soft = mulaw.encode(np.full(160, 1000, dtype=np.int16))
    assert mix([]) == mix([SILENT_FRAME]) == SILENT_FRAME
    assert mix([soft, SILENT_FRAME]) == soft
    assert abs(int(mulaw.decode(mix([soft, soft]))[0]) - 2000) < 80
    assert int(mulaw.decode(mix([loud, loud]))[0]) > 31000


def test_wav_there_and_back() -> None:
    time = np.arange(8000) / 8000
    sound = mulaw.encode((9000 * np.sin(2 * np.pi * 440 * time)).astype(np.int16))
    with wave.open(io.BytesIO(write_wav(sound, sound[:4000]))) as file:
        assert (file.getnchannels(), file.getframerate(), file.getnframes()) == (2, 8000, 8000)
    assert mulaw.encode(read_wav(write_wav(sound))) == sound


@given(st.binary(max_size=200))
def test_bytes_that_are_no_wav_file_are_refused(content: bytes) -> None:
    with pytest.raises(SoundUnreadable):
        read_wav(b"RIFF" + content)
