import numpy as np
import pytest

from ivr.speech.vad import VoiceActivity, loudness_dbfs
from telephony.mulaw import decode, encode


def voiced(sound):
    """For each frame, whether it holds speech; and whether speech was active after it."""
    vad = VoiceActivity()
    line = decode(encode(sound))
    frames = [line[at : at + 160] for at in range(0, len(line) - 159, 160)]
    return [(vad.hear(frame), vad.active) for frame in frames]


def at_level(sound, dbfs):
    scaled = sound * 10 ** ((dbfs - loudness_dbfs(sound)) / 20)
    return np.clip(scaled, -32768, 32767).astype(np.int16)


@pytest.mark.parametrize("dbfs", [-12, -20, -30, -40, -45])
@pytest.mark.parametrize("voice", ["en-us+f3", "en-gb+m2", "en-us"])
def test_speech_is_noticed_at_any_level(sounds, dbfs, voice):
    speech = at_level(sounds.say("where is my order", voice), dbfs)
    heard = voiced(np.concatenate([sounds.silence(600), speech, sounds.silence(600)]))
    first = next(i for i, (_, active) in enumerate(heard) if active)
    assert 30 <= first <= 30 + 10
    assert not any(voice for voice, _ in heard[:30])
    assert not any(voice for voice, _ in heard[-28:])


def test_speech_stands_out_from_the_lines_noise(sounds):
    quiet, speech = sounds.noise(3000, -45), sounds.say("where is my order please")
    sound = np.concatenate([sounds.silence(3000), speech, sounds.silence(2000)]).astype(np.int32)
    noisy = (sound + np.resize(quiet, sound.size)).clip(-32768, 32767).astype(np.int16)
    heard = voiced(noisy)
    during = heard[150 : 150 + speech.size // 160]
    assert not any(active for _, active in heard[:150])
    assert sum(voice for voice, _ in during) > len(during) * 0.6


@pytest.mark.parametrize("dbfs", [-40, -20, -8])
def test_steady_noise_is_no_speech_for_long(sounds, dbfs):
    heard = voiced(np.concatenate([sounds.silence(500), sounds.noise(8000, dbfs)]))
    assert not any(active for _, active in heard[200:])


@pytest.mark.parametrize("hz", [50, 120, 440, 1000])
def test_hum_is_no_speech_for_long(sounds, hz):
    heard = voiced(np.concatenate([sounds.silence(500), sounds.hum(8000, hz)]))
    assert not any(active for _, active in heard[200:])


def test_silence_and_clicks(sounds):
    clicks = sounds.silence(3000).copy()
    clicks[8000:8080] = 20000
    clicks[16000:16040] = -20000
    assert not any(active for _, active in voiced(clicks))


def test_loudness():
    assert loudness_dbfs(np.zeros(160, dtype=np.int16)) == -100.0
    assert loudness_dbfs(np.zeros(0, dtype=np.int16)) == -100.0
    assert loudness_dbfs(np.full(160, 3277, dtype=np.int16)) == pytest.approx(-20, abs=0.01)
