import numpy as np
import pytest

from ivr.speech.line_level import SPEECH_DBFS, active_dbfs, to_line_level


@pytest.mark.parametrize("gain_db", [-20, -10, 0, 6])
@pytest.mark.parametrize("voice", ["en-us", "en-us+f3", "en-gb-scotland+m2"])
def test_speech_has_the_lines_level_whatever_it_had(synthesiser, gain_db, voice):
    raw = np.zeros(0, dtype=np.int16)
    while not raw.size:
        raw = synthesiser.speak("Your order will arrive on Tuesday, before noon.", voice)
    scaled = np.clip(raw * 10 ** (gain_db / 20), -32768, 32767).astype(np.int16)
    line = to_line_level(scaled)
    assert abs(active_dbfs(line) - SPEECH_DBFS) < 1.0
    assert np.abs(line.astype(np.int32)).max() < 32768 * 10 ** (-1.4 / 20)
    assert line.size == scaled.size


def test_silence_stays_silence():
    assert not to_line_level(np.zeros(1000, dtype=np.int16)).any()
    assert to_line_level(np.zeros(0, dtype=np.int16)).size == 0


def test_faint_hiss_is_not_lifted_to_speech(sounds):
    assert active_dbfs(to_line_level(sounds.noise(1000, -70))) < -35


def test_what_a_telephone_does_not_carry_is_taken_out(sounds):
    mixed = sounds.hum(1000, 1000, -20).astype(np.int32) + sounds.hum(1000, 50, -20)
    spectrum = np.abs(np.fft.rfft(to_line_level(mixed.astype(np.int16))[:8000].astype(float)))
    assert spectrum[50] < spectrum[1000] / 10


def test_pauses_do_not_count_for_the_level(sounds):
    tone = sounds.hum(1000, 440, -20)
    with_pauses = np.concatenate([sounds.silence(3000), tone, sounds.silence(3000)])
    assert active_dbfs(with_pauses) == pytest.approx(active_dbfs(tone), abs=0.1)
