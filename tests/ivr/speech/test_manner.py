"""How a caller speaks: pitch, loudness and pace, of tones and of synthetic voices."""

import numpy as np
import pytest

from flows.events import Grammar
from ivr.policy.course import raised
from ivr.speech.manner import pitch_hz, words_per_s
from ivr.speech.recognition import Word
from ivr.speech.vad import FRAME_SAMPLES

OPEN = Grammar()


def frames(samples):
    whole = samples.size - samples.size % FRAME_SAMPLES
    return list(samples[:whole].reshape(-1, FRAME_SAMPLES))


def voice_like(hz, seconds=0.6, rate=8000):
    """A tone with the harmonics of a voice that a telephone lets through."""
    t = np.arange(int(seconds * rate)) / rate
    harmonics = range(1, int(3400 / hz))
    sound = sum(np.sin(2 * np.pi * hz * n * t) / n for n in harmonics if hz * n > 180)
    return (4000 * sound / np.abs(sound).max()).astype(np.int16)


def faster_and_higher(samples, times):
    """Played faster: the pace and the pitch go up together."""
    places = np.arange(0, samples.size - 1, times)
    return np.interp(places, np.arange(samples.size), samples).astype(np.int16)


@pytest.mark.parametrize("hz", [90, 120, 160, 210, 260, 330])
def test_the_pitch_of_a_voice(hz):
    assert pitch_hz(frames(voice_like(hz))) == pytest.approx(hz, rel=0.04)


def test_noise_and_silence_have_no_pitch():
    noise = np.random.default_rng(1).normal(0, 2000, 8000).astype(np.int16)
    assert pitch_hz(frames(noise)) is None
    assert pitch_hz([]) is None
    assert pitch_hz(frames(np.zeros(8000, np.int16))) is None


def test_pace_is_counted_from_word_to_word():
    words = (Word("where", 100, 300, 1.0), Word("is", 300, 400, 1.0), Word("it", 450, 1100, 1.0))
    assert words_per_s(words) == pytest.approx(3.0)
    assert words_per_s(words[:1]) is None


@pytest.mark.parametrize("voice", ["en-us", "en-us+f3", "en-us+m3", "en-gb"])
def test_a_voice_is_raised_against_its_own_start_alone(line, sounds, voice):
    calm = sounds.say("where is my order i would like to know", voice)
    again = sounds.say("please tell me when my parcel will come", voice)
    angry = np.clip(faster_and_higher(again, 1.3) * 2.0, -32000, 32000).astype(np.int16)
    start, same, loud = (line.answers(OPEN, said)[-1].manner for said in (calm, again, angry))
    assert raised(same, (start,)) < 0.25
    assert raised(loud, (start,)) > 0.4
    assert raised(loud, (loud,)) == 0.0
