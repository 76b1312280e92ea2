import io
import json
import wave

import numpy as np
import pytest

from flows.events import Grammar
from ivr.speech.transcribe import grammar_named, transcribe
from telephony.mulaw import encode


@pytest.fixture
def file(tmp_path):
    def file(name, samples, rate_hz=8000):
        path = tmp_path / name
        with wave.open(str(path), "wb") as opened:
            opened.setparams((1, 2, rate_hz, 0, "NONE", ""))
            opened.writeframes(samples.tobytes())
        return str(path)

    return file


def texts(files, pool, grammar="open"):
    return [heard.text for heard in transcribe(files, pool, grammar_named(grammar))]


def test_files_of_every_kind(file, pool, sounds, tmp_path):
    speech = sounds.say("where is my order")
    bare = tmp_path / "speech.ulaw"
    bare.write_bytes(encode(speech))
    files = [file("8k.wav", speech), file("16k.wav", np.repeat(speech, 2), 16000), str(bare)]
    heard = list(transcribe(files, pool, Grammar()))
    assert [one.text for one in heard] == ["where is my order"] * 3
    for one in heard:
        assert one.audio_s == pytest.approx(speech.size / 8000, abs=0.01)
        assert one.compute_s > 0
        assert one.error is None
        assert one.words[0].start_ms <= 100
        document = json.loads(json.dumps(one.document()))
        assert set(document) == {"file", "text", "words", "audio_s", "compute_s"}
        assert set(document["words"][0]) == {"word", "start", "end", "conf"}
        assert document["words"][-1]["end"] == pytest.approx(one.audio_s, abs=0.2)


@pytest.mark.parametrize(
    "word", ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh"]
)
def test_a_digit_cut_tight(file, pool, sounds, word):
    speech = sounds.say(word)
    loud = np.flatnonzero(np.abs(speech) > 300)
    tight = speech[loud[0] : loud[-1]]
    assert texts([file("digit.wav", tight)], pool, "digits") == [word]


def test_only_the_grammar_is_heard(file, pool, sounds):
    order = file("order.wav", sounds.say("where is my order"))
    agent = file("agent.wav", sounds.say("agent"))
    yes = file("yes.wav", sounds.say("yes"))
    assert texts([order, agent, yes], pool, "digits") == ["", "", ""]
    assert texts([order, agent, yes], pool, "yes_no") == ["", "", "yes"]
    assert texts([order, agent, yes], pool, "where is my order|agent") == [
        "where is my order",
        "agent",
        "",
    ]
    assert texts([order], pool, "where is my order now|agent") == [""]


@pytest.mark.parametrize("voice", ["en-us", "en-us+f3", "en-us+m3", "en-gb", "en-gb+f2"])
@pytest.mark.parametrize("command", ["agent", "human", "that's all", "one second", "hold on"])
def test_a_command_is_no_digit_though_it_sounds_like_some(file, pool, sounds, command, voice):
    said = file("said.wav", sounds.say(command, voice))
    assert texts([said], pool, "digits") == [""]


def test_several_utterances(file, pool, sounds):
    talk = (sounds.say("where is my order"), sounds.silence(3000), sounds.say("i want a refund"))
    assert texts([file("talk.wav", np.concatenate(talk))], pool) == [
        "where is my order i want a refund"
    ]


def test_nothing_to_hear(file, pool, sounds):
    files = [
        file("empty.wav", sounds.silence(0)),
        file("short.wav", sounds.silence(1)),
        file("silent.wav", sounds.silence(2000)),
        file("noise.wav", sounds.noise(2000, -20)),
    ]
    heard = list(transcribe(files, pool, Grammar()))
    assert [(one.text, one.error) for one in heard] == [("", None)] * 4


def test_what_is_wrong_with_one_does_not_stop_the_others(file, pool, sounds, tmp_path):
    (tmp_path / "song.mp3").write_bytes(b"ID3" + bytes(1000))
    (tmp_path / "cut.wav").write_bytes(b"RIFF\0\0\0\0WAVE")
    files = [
        str(tmp_path / "nowhere.wav"),
        str(tmp_path),
        str(tmp_path / "song.mp3"),
        str(tmp_path / "cut.wav"),
        file("yes.wav", sounds.say("yes")),
    ]
    heard = list(transcribe(files, pool, Grammar("yes_no")))
    assert [one.error for one in heard] == ["missing", "missing", "not_wav", "truncated", None]
    assert all(one.what for one in heard[:4])
    assert heard[2].document()["error"] == "not_wav"
    assert heard[4].text == "yes"


@pytest.mark.parametrize("bare", [True, False])
def test_standard_input(file, pool, sounds, monkeypatch, tmp_path, bare):
    speech = sounds.say("where is my order")
    if bare:
        content = encode(speech)
    else:
        file("in.wav", speech)
        content = (tmp_path / "in.wav").read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert texts(["-"], pool) == ["where is my order"]


@pytest.mark.parametrize(
    ("name", "grammar"),
    [
        ("digits", Grammar("digits")),
        ("YES_NO", Grammar("yes_no")),
        ("open", Grammar()),
        ("", Grammar()),
        ("Billing | order tracking|", Grammar("phrases", ("billing", "order tracking"))),
    ],
)
def test_grammars_by_name(name, grammar):
    assert grammar_named(name) == grammar
