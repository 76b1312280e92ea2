"""The line's voice by the real synthesiser."""

import os
import signal
import threading

import numpy as np
import pytest

from flows.events import Grammar
from ivr.speech.line_level import SPEECH_DBFS, active_dbfs
from ivr.speech.voice import APOLOGY, Voice, VoiceFailed, VoiceSettings
from telephony.mulaw import decode
from telephony.synthesis import Synthesiser, SynthesisFailed

TEXT = "Your order, number four five, one two, is on its way. Anything else?"


@pytest.fixture
def voice(synthesiser, tmp_path):
    return Voice(synthesiser, VoiceSettings(cache_folder=tmp_path / "cache"))


class Mute:
    """A synthesiser that is broken."""

    calls = 0

    def speak(self, text: str, voice: str, rate_wpm: int) -> np.ndarray:
        self.calls += 1
        raise SynthesisFailed("died", "The speech process is gone")


def test_phrases_at_the_lines_level(voice):
    prompt = voice.render(TEXT)
    assert [phrase.text for phrase in prompt.phrases] == [TEXT[:-15], "Anything else?"]
    assert prompt.failure is None
    for phrase in prompt.phrases:
        assert phrase.ms > 500
        assert abs(active_dbfs(decode(phrase.mulaw)) - SPEECH_DBFS) < 1.0


def test_what_is_spoken_can_be_understood(voice, line_with):
    line = line_with()
    sound = decode(voice.render("where is my order").phrases[0].mulaw)
    (utterance,) = line.answers(Grammar(), sound)
    assert utterance.text == "where is my order"


def test_warmed_phrases_outlive_the_process(voice, tmp_path):
    voice.warm([TEXT])
    prompt = voice.render(TEXT)
    mute = Mute()
    again = Voice(mute, VoiceSettings(cache_folder=tmp_path / "cache"))
    assert again.render(TEXT) == prompt
    assert voice.render("Anything else?").phrases == prompt.phrases[1:]
    assert mute.calls == 0


def test_what_a_caller_alone_is_told_stays_off_the_disk(voice, tmp_path):
    voice.warm(["Anything else?"])
    before = sorted((tmp_path / "cache").iterdir())
    voice.render("Your order, number four five, one two, is on its way.")
    assert sorted((tmp_path / "cache").iterdir()) == before


def test_phrases_are_kept_in_memory(sounds):
    class Once:
        """A synthesiser that speaks every text once."""

        def __init__(self) -> None:
            self.texts: set[str] = set()

        def speak(self, text: str, voice: str, rate_wpm: int) -> np.ndarray:
            assert text not in self.texts
            self.texts.add(text)
            return sounds.say(text)

    voice = Voice(Once(), VoiceSettings())
    assert voice.render("Your order is four five.") == voice.render("Your order is four five.")


def test_without_a_voice_the_caller_hears_an_apology(synthesiser, tmp_path):
    settings = VoiceSettings(cache_folder=tmp_path / "cache")
    Voice(synthesiser, settings).warm(["Welcome."])
    broken = Voice(Mute(), settings)
    broken.warm(["Welcome."])
    assert broken.render("Welcome.").failure is None
    prompt = broken.render("Something never said before.")
    assert prompt.text == APOLOGY
    assert prompt.failure == "died"
    assert all(phrase.mulaw for phrase in prompt.phrases)


def test_without_an_apology_it_says_why():
    broken = Voice(Mute(), VoiceSettings())
    with pytest.raises(VoiceFailed) as raised:
        broken.render("Hello.")
    assert raised.value.code == "died"
    with pytest.raises(VoiceFailed):
        broken.warm()


def test_an_unknown_voice(synthesiser):
    voice = Voice(synthesiser, VoiceSettings(voice="en-atlantis"))
    with pytest.raises(VoiceFailed) as raised:
        voice.warm()
    assert raised.value.code == "unknown_voice"


def test_the_process_may_be_killed_at_any_moment():
    with_own_process = Synthesiser()
    try:
        voice = Voice(with_own_process, VoiceSettings())
        voice.warm()
        os.kill(with_own_process.pid, signal.SIGKILL)
        assert voice.render("Something new.").failure is None
    finally:
        with_own_process.close()


@pytest.mark.parametrize(("text", "phrases"), [("", 0), ("  ", 0), ("...", 1), ("?!", 1)])
def test_nothing_to_speak(voice, text, phrases):
    prompt = voice.render(text)
    assert len(prompt.phrases) == phrases
    assert prompt.ms < 300
    assert prompt.failure is None


def test_a_recording_in_place_of_the_voice(synthesiser, sounds, tmp_path):
    mulaw_wav = (
        b"RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x07\x00\x01\x00\x40\x1f\x00\x00"
        b"\x40\x1f\x00\x00\x01\x00\x08\x00data\x40\x1f\x00\x00" + bytes(8000)
    )
    (tmp_path / "welcome.wav").write_bytes(mulaw_wav)
    voice = Voice(synthesiser, VoiceSettings(prompts_folder=tmp_path))
    (phrase,) = voice.render("Welcome.", "welcome").phrases
    assert (phrase.text, phrase.ms) == ("Welcome.", 1000)
    assert voice.render("Welcome.", "missing").phrases == voice.render("Welcome.").phrases


def test_threads_share_a_voice(voice):
    texts = [f"This is sentence {n}." for n in range(4)]
    heard: list[str] = []

    def speak() -> None:
        heard.extend(voice.render(text).text for text in texts)

    threads = [threading.Thread(target=speak) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(heard) == sorted(texts * 3)


def test_slower_speech_takes_longer_and_is_kept_apart(voice):
    usual, slow = voice.render(TEXT), voice.render(TEXT, slowly=True)
    assert slow.text == usual.text
    assert slow.ms > usual.ms * 1.15
    assert voice.render(TEXT) == usual
