"""`warmline speech`."""

import io
import json
import wave
from pathlib import Path

import numpy as np
import pytest

from ivr.speech.line_level import to_line_level
from telephony.mulaw import encode
from telephony.synthesis import Synthesiser


@pytest.fixture(scope="module")
def spoken() -> np.ndarray:
    synthesiser = Synthesiser()
    try:
        return to_line_level(synthesiser.speak("four five one two", "en-us+f3", 160))
    finally:
        synthesiser.close()


def wav_of(samples: np.ndarray) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(samples.astype("<i2").tobytes())
    return file.getvalue()


def test_files_become_json_lines(invoke, json_lines, spoken, tmp_path: Path):
    (tmp_path / "digits.wav").write_bytes(wav_of(spoken))
    (tmp_path / "digits.ulaw").write_bytes(encode(spoken))
    files = ("digits.wav", "digits.ulaw")
    heard = invoke("speech", "transcribe", "--json", "--grammar", "digits", *files)
    assert heard.exit_code == 0
    documents = json_lines(heard.stdout)
    assert [d["file"] for d in documents] == list(files)
    for document in documents:
        assert set(document) == {"file", "text", "words", "audio_s", "compute_s"}
        assert document["text"] == "four five one two"
        assert [word["word"] for word in document["words"]] == document["text"].split()
        assert set(document["words"][0]) == {"word", "start", "end", "conf"}
        times = [t for word in document["words"] for t in (word["start"], word["end"])]
        assert times == sorted(times)
        assert document["audio_s"] == pytest.approx(spoken.size / 8000, abs=0.001)
        assert times[-1] <= document["audio_s"]


@pytest.mark.parametrize("files", [(), ("-",)])
def test_standard_input(invoke, json_lines, spoken, files: tuple[str, ...]):
    options = ("--json", "--grammar", "digits")
    heard = invoke("speech", "transcribe", *options, *files, given=wav_of(spoken))
    (document,) = json_lines(heard.stdout)
    assert (document["file"], document["text"]) == ("-", "four five one two")


def test_text_without_json(invoke, spoken, tmp_path: Path):
    (tmp_path / "digits.wav").write_bytes(wav_of(spoken))
    heard = invoke("speech", "transcribe", "digits.wav")
    assert heard.stdout == "digits.wav\tfour five one two\n"


def test_a_grammar_of_phrases(invoke, json_lines, spoken):
    heard = invoke(
        "speech",
        "transcribe",
        "--json",
        "--grammar",
        "track my order|goodbye",
        given=wav_of(spoken),
    )
    (document,) = json_lines(heard.stdout)
    assert document["text"] in ("", "track my order", "goodbye")


def test_what_is_wrong_with_one_file_does_not_stop_the_others(
    invoke, json_lines, spoken, tmp_path: Path
):
    (tmp_path / "text.wav").write_text("this is no sound")
    (tmp_path / "digits.wav").write_bytes(wav_of(spoken))
    heard = invoke("speech", "transcribe", "--json", "missing.wav", "text.wav", "digits.wav")
    assert heard.exit_code == 1
    missing, no_sound, good = json_lines(heard.stdout)
    assert missing["error"] == "missing"
    assert "missing.wav" in missing["what"]
    assert no_sound["error"]
    assert no_sound["what"]
    assert (good["text"], "error" in good) == ("four five one two", False)


def test_empty_standard_input(invoke, json_lines):
    heard = invoke("speech", "transcribe", "--json", given=b"")
    (document,) = json_lines(heard.stdout)
    assert (document["text"], document["words"], document["audio_s"]) == ("", [], 0.0)


def test_a_broken_model_is_one_message(invoke, tmp_path: Path):
    (tmp_path / "model").mkdir()
    told = invoke("speech", "transcribe", "x.wav", WARMLINE_SPEECH_MODEL=str(tmp_path / "model"))
    assert told.exit_code == 1
    assert "lacks" in told.stderr
    assert "WARMLINE_SPEECH_MODEL" in told.stderr


def test_models_are_listed(invoke, tmp_path: Path):
    document = json.loads(invoke("speech", "models", "--json").stdout)
    assert document["in_use"].endswith("speech/model")
    assert document["folder"] == str(tmp_path / "var" / "models")
    row = document["models"][0]
    assert {"name", "megabytes", "accuracy", "advice", "url", "fetched"} <= set(row)
    plain = invoke("speech", "models")
    assert plain.exit_code == 0
    assert all(each["name"] in plain.stdout for each in document["models"])
