import io
import wave

import pytest

from ivr.speech.line_level import SPEECH_DBFS, active_dbfs
from ivr.speech.recorded import RecordingUnusable, recording
from telephony.mulaw import decode


def wav(samples, rate_hz=8000):
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, rate_hz, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return buffer.getvalue()


def test_a_recording_has_the_lines_level(tmp_path, sounds):
    (tmp_path / "welcome.wav").write_bytes(wav(sounds.say("hello") // 8, 16000))
    sound = decode(recording(tmp_path, "welcome"))
    assert abs(active_dbfs(sound) - SPEECH_DBFS) < 1.5
    assert recording(tmp_path, "welcome.wav") == recording(tmp_path, "welcome")


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/passwd", "a/b", "a\\b", "..", "", ".hidden", "a\0b", "a.mp3"]
)
def test_names_that_lead_elsewhere(tmp_path, name):
    with pytest.raises(RecordingUnusable) as raised:
        recording(tmp_path, name)
    assert raised.value.code == "bad_name"


def test_what_is_not_there(tmp_path):
    for folder in (tmp_path, None):
        with pytest.raises(RecordingUnusable) as raised:
            recording(folder, "welcome")
        assert raised.value.code == "missing"


def test_what_is_no_sound(tmp_path):
    (tmp_path / "welcome.wav").write_bytes(b"not a sound")
    with pytest.raises(RecordingUnusable) as raised:
        recording(tmp_path, "welcome")
    assert raised.value.code == "unreadable"
