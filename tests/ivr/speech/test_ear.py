"""Whole calls into the ear: real speech, frames of 20 ms, real Vosk."""

import random
import threading

import numpy as np
import pytest

from flows.events import Grammar
from ivr.speech.ear import Ear
from ivr.speech.ear_events import (
    BackChannelHeard,
    Interrupted,
    NoiseHeard,
    Partial,
    SilenceLasted,
    SpeechStarted,
    UtteranceHeard,
)
from ivr.speech.endpointing import EndpointSettings
from ivr.speech.hearing import EarSettings
from ivr.speech.second_pass import Certainty
from telephony.mulaw import encode

FOUR_DIGITS = Grammar("digits", digits_min=4, digits_max=4)
ORDER = Grammar("digits", digits_min=4, digits_max=8)
YES_NO = Grammar("yes_no")
OPEN = Grammar()


def of(kind, events):
    return [event for event in events if isinstance(event, kind)]


def texts(events):
    return [event.utterance.text for event in of(UtteranceHeard, events)]


def test_an_utterance_from_beginning_to_end(line, sounds):
    line.ear.expect(OPEN)
    speech = sounds.say("where is my order")
    events = line.hears(speech, sounds.silence(1500))
    assert isinstance(events[0], SpeechStarted)
    assert abs(events[0].at_ms - 500) <= 60
    assert [event.text for event in of(Partial, events)][-1] == "where is my order"
    (utterance,) = (event.utterance for event in of(UtteranceHeard, events))
    assert utterance.text == "where is my order"
    assert [word.word for word in utterance.words] == utterance.text.split()
    assert abs(utterance.started_ms - 500) <= 60
    assert abs(utterance.ended_ms - (500 + speech.size // 8)) <= 120
    assert 700 <= utterance.endpoint_ms <= 800
    assert utterance.sure
    assert not utterance.second_pass
    assert -24 <= utterance.manner.loudness_dbfs <= -12


def test_yes_ends_soon(line, sounds):
    (utterance,) = line.answers(YES_NO, sounds.say("yes"))
    assert utterance.text == "yes"
    assert utterance.endpoint_ms <= 450


@pytest.mark.parametrize("voice", ["en-us", "en-us+f3", "en-gb+f2", "en-gb-scotland+m2"])
@pytest.mark.parametrize("text", ["yes", "no", "no that's wrong"])
def test_yes_and_no_are_sure(line, sounds, text, voice):
    (utterance,) = line.answers(YES_NO, sounds.say(text, voice))
    assert utterance.text == text
    assert utterance.sure


def test_all_the_digits_end_soon(line, sounds):
    (utterance,) = line.answers(FOUR_DIGITS, sounds.say("four five one two"))
    assert utterance.text == "four five one two"
    assert utterance.endpoint_ms <= 450


@pytest.mark.parametrize("pause_ms", [600, 1200, 1700])
def test_groups_of_digits_are_one_utterance(line, sounds, pause_ms):
    groups = (sounds.say("four five"), sounds.silence(pause_ms), sounds.say("one two"))
    (utterance,) = line.answers(FOUR_DIGITS, *groups)
    assert utterance.text == "four five one two"
    gap_ms = utterance.words[2].start_ms - utterance.words[1].end_ms
    assert abs(gap_ms - pause_ms) < 300


def test_groups_after_enough_digits(line, sounds):
    groups = (sounds.say("four five one two"), sounds.silence(1200), sounds.say("six seven"))
    (utterance,) = line.answers(ORDER, *groups)
    assert utterance.text == "four five one two six seven"


def test_a_pause_after_leading_in(line, sounds):
    groups = (
        sounds.say("my order number is"),
        sounds.silence(1200),
        sounds.say("four five one two"),
    )
    (utterance,) = line.answers(FOUR_DIGITS, *groups)
    assert utterance.text == "my order number is four five one two"


def test_digits_in_an_open_question(line, sounds):
    (utterance,) = line.answers(OPEN, sounds.say("where is my order four five one two"))
    assert utterance.text == "where is my order four five one two"


@pytest.mark.parametrize("grammar", [FOUR_DIGITS, YES_NO, Grammar("phrases", ("billing",))])
@pytest.mark.parametrize(
    "text", ["where is my order", "i want a person about my refund", "my package never arrived"]
)
def test_anything_may_be_said_at_any_step(line, sounds, grammar, text):
    (utterance,) = line.answers(grammar, sounds.say(text))
    assert utterance.text == text
    assert utterance.second_pass
    assert utterance.grammar == grammar
    assert utterance.endpoint_ms <= 800


@pytest.mark.parametrize("voice", ["en-us+f3", "en-us", "en-gb+m2"])
@pytest.mark.parametrize("text", ["nice to meet you", "my package never arrived"])
def test_a_sentence_that_sounds_like_a_digit_is_not_waited_on(line, sounds, text, voice):
    (utterance,) = line.answers(ORDER, sounds.say(text, voice))
    assert utterance.text == text
    assert utterance.endpoint_ms <= 800


@pytest.mark.parametrize("voice", ["en-us+f3", "en-us", "en-gb+m2"])
@pytest.mark.parametrize("begun", ["it's two", "um one", "my order number is four"])
def test_a_digit_that_sounds_like_a_sentence_is_waited_on(line, sounds, begun, voice):
    groups = (sounds.say(begun, voice), sounds.silence(1200), sounds.say("nine five three", voice))
    (utterance,) = line.answers(FOUR_DIGITS, *groups)
    assert utterance.text == f"{begun} nine five three"


@pytest.mark.parametrize("later_by", [0, 30, 60, 90, 120])
@pytest.mark.parametrize("voice", ["en-us", "en-us+f3", "en-gb+m2"])
def test_a_command_that_a_sentence_begins_with_takes_no_digits(line, sounds, voice, later_by):
    begun_later = np.zeros(later_by, np.int16)
    speech = sounds.say("i want a person about my refund", voice)
    (utterance,) = line.answers(FOUR_DIGITS, np.concatenate([begun_later, speech]))
    assert utterance.text == "i want a person about my refund"
    assert utterance.endpoint_ms <= 800


@pytest.mark.parametrize("grammar", [FOUR_DIGITS, YES_NO, Grammar("phrases", ("billing",)), OPEN])
@pytest.mark.parametrize("text", ["agent please", "repeat that", "goodbye"])
def test_universal_commands_at_any_step(line, sounds, grammar, text):
    (utterance,) = line.answers(grammar, sounds.say(text))
    assert utterance.text == text
    assert not utterance.second_pass


def test_too_few_digits_are_not_sure(line, sounds):
    (utterance,) = line.answers(ORDER, sounds.say("four five"))
    assert utterance.text == "four five"
    assert not utterance.sure


def test_noise_makes_digits_unsure_or_right(line, sounds):
    speech = sounds.say("four five one two").astype(np.int32)
    sound = np.concatenate([sounds.silence(2000), speech, sounds.silence(2000)]).astype(np.int32)
    noisy = (sound + sounds.noise(sound.size // 8 + 1, -24)[: sound.size]).clip(-32768, 32767)
    for utterance in line.answers(FOUR_DIGITS, noisy.astype(np.int16)):
        assert utterance.text == "four five one two" or not utterance.sure


def test_a_grammar_set_in_mid_utterance(line, sounds):
    line.ear.expect(YES_NO)
    speech = sounds.say("four five one two")
    line.hears(speech[: speech.size // 2])
    line.ear.expect(FOUR_DIGITS)
    events = line.hears(speech[speech.size // 2 :], sounds.silence(1500))
    (utterance,) = (event.utterance for event in of(UtteranceHeard, events))
    assert utterance.text == "four five one two"
    assert utterance.grammar == FOUR_DIGITS


def test_a_long_speech_is_taken_as_it_is(line_with, sounds):
    line = line_with(EarSettings(endpoints=EndpointSettings(longest_ms=2000)))
    talk = [sounds.say("where is my order i want a refund please")] * 3
    heard = line.answers(OPEN, *talk)
    assert len(heard) >= 3
    assert heard[0].decided_ms - heard[0].started_ms == 2000


def test_the_end_of_the_stream_ends_the_utterance(line, sounds):
    line.ear.expect(OPEN)
    line.hears(sounds.say("where is my order"))
    (event,) = line.ear.finish()
    assert event.utterance.text == "where is my order"
    assert line.ear.finish() == []


class TestSilence:
    def test_nothing_is_decoded(self, line, sounds):
        line.ear.expect(FOUR_DIGITS)
        assert line.hears(sounds.silence(20_000), sounds.noise(20_000, -60)) == []

    def test_it_is_told_once(self, line, sounds):
        line.ear.expect(OPEN, silence_ms=2000)
        events = line.hears(sounds.silence(9000))
        assert events == [SilenceLasted(2500, 2000)]

    def test_it_counts_from_the_end_of_the_prompt(self, line, sounds):
        line.ear.prompt_began()
        line.ear.expect(OPEN, silence_ms=2000)
        assert line.hears(sounds.silence(5000)) == []
        line.ear.prompt_ended()
        assert line.hears(sounds.silence(1980)) == []
        assert line.hears(sounds.silence(20)) == [SilenceLasted(7500, 2000)]

    def test_keys_and_sounds_start_it_over(self, line, sounds):
        line.ear.expect(OPEN, silence_ms=2000)
        line.hears(sounds.silence(1500))
        line.ear.key_pressed()
        assert line.hears(sounds.silence(1500)) == []
        events = line.hears(sounds.hum(800, 440), sounds.silence(6000))
        assert len(of(NoiseHeard, events)) == 1
        (silence,) = of(SilenceLasted, events)
        assert silence.at_ms - of(NoiseHeard, events)[0].at_ms == 2000

    @pytest.mark.parametrize("hertz", [110, 150, 220, 392, 440, 494, 523, 880])
    def test_a_hum_says_nothing(self, line, sounds, hertz: int):
        line.ear.expect(OPEN, silence_ms=9000)
        events = line.hears(sounds.silence(300), sounds.hum(800, hertz), sounds.silence(2000))
        assert of(UtteranceHeard, events) == []
        assert len(of(NoiseHeard, events)) == 1

    def test_speech_ends_the_wait(self, line, sounds):
        line.ear.expect(YES_NO, silence_ms=2000)
        events = line.hears(sounds.say("yes"), sounds.silence(9000))
        assert len(of(UtteranceHeard, events)) == 1
        assert of(SilenceLasted, events) == []

    def test_nobody_waits_for_it(self, line, sounds):
        line.ear.expect(OPEN, silence_ms=2000)
        line.ear.stop_waiting()
        assert line.hears(sounds.silence(5000)) == []


class TestNoise:
    @pytest.mark.parametrize("grammar", [OPEN, FOUR_DIGITS, YES_NO])
    @pytest.mark.parametrize("dbfs", [-35, -20, -8])
    def test_white_noise_is_no_words(self, line, sounds, grammar, dbfs):
        line.ear.expect(grammar)
        events = line.hears(sounds.noise(6000, dbfs), sounds.silence(2000))
        assert of(UtteranceHeard, events) == []
        assert len(of(NoiseHeard, events)) >= 1

    @pytest.mark.parametrize("grammar", [OPEN, FOUR_DIGITS, YES_NO])
    def test_roaring_that_swells_and_fades_is_no_words(self, line, sounds, grammar):
        line.ear.expect(grammar)
        noise = sounds.noise(6000, -10)
        swell = 0.5 + 0.5 * np.sin(2 * np.pi * 3 * np.arange(noise.size) / 8000)
        events = line.hears((noise * swell).astype(np.int16), sounds.silence(2500))
        assert of(UtteranceHeard, events) == []

    @pytest.mark.parametrize("hz", [50, 440, 1000])
    def test_hum_is_no_words(self, line, sounds, hz):
        line.ear.expect(YES_NO)
        events = line.hears(sounds.hum(4000, hz), sounds.silence(2000))
        assert of(UtteranceHeard, events) == []

    def test_the_tone_of_a_key_is_no_noise(self, line, sounds):
        line.ear.expect(FOUR_DIGITS)
        events = line.hears(sounds.hum(100, 1209, -10))
        line.ear.key_pressed()
        events += line.hears(sounds.hum(100, 1209, -10), sounds.silence(2000))
        assert of(NoiseHeard, events) == []


class TestBargeIn:
    @pytest.mark.parametrize("grammar", [OPEN, FOUR_DIGITS, YES_NO])
    @pytest.mark.parametrize("voice", ["en-us+f3", "en-gb+m2"])
    def test_uh_huh_does_not_stop_the_prompt(self, line, sounds, grammar, voice):
        line.ear.expect(grammar)
        line.ear.prompt_began()
        events = line.hears(sounds.say("uh huh", voice), sounds.silence(2500))
        assert of(Interrupted, events) == []
        assert of(UtteranceHeard, events) == []
        assert [event.text for event in of(BackChannelHeard, events)] == ["uh huh"]

    @pytest.mark.parametrize("grammar", [OPEN, FOUR_DIGITS, YES_NO])
    @pytest.mark.parametrize("text", ["no wait", "agent please", "i want a person"])
    def test_words_stop_the_prompt_once(self, line, sounds, grammar, text):
        line.ear.expect(grammar)
        line.ear.prompt_began()
        events = line.hears(sounds.say(text), sounds.silence(2500))
        (interrupted,) = of(Interrupted, events)
        (heard,) = of(UtteranceHeard, events)
        assert heard.utterance.text == text
        assert heard.utterance.over_prompt
        assert interrupted.at_ms < heard.utterance.decided_ms

    def test_digits_stop_the_prompt_that_asks_for_them(self, line, sounds):
        line.ear.expect(FOUR_DIGITS)
        line.ear.prompt_began()
        speech = sounds.say("four five one two")
        events = line.hears(speech, sounds.silence(2500))
        (interrupted,) = of(Interrupted, events)
        assert interrupted.at_ms < 500 + speech.size // 8

    def test_noise_does_not_stop_the_prompt(self, line, sounds):
        line.ear.expect(OPEN)
        line.ear.prompt_began()
        events = line.hears(sounds.noise(3000, -12), sounds.silence(2000))
        assert of(Interrupted, events) == []
        assert all(event.over_prompt for event in of(NoiseHeard, events))

    def test_noise_that_was_a_word_at_first_says_so(self, line_with, sounds):
        line = line_with(EarSettings(certainty=Certainty(longest_word_ms=10)))
        line.ear.expect(YES_NO)
        line.ear.prompt_began()
        assert of(Interrupted, line.hears(sounds.say("no no no no no no")))
        line.ear.prompt_ended()
        events = line.hears(sounds.silence(2000), sounds.noise(1000, -12), sounds.silence(2000))
        assert of(UtteranceHeard, events) == []
        assert [event.interrupted for event in of(NoiseHeard, events)] == [True, False]

    def test_some_prompts_are_heard_to_their_end(self, line, sounds):
        line.ear.expect(OPEN)
        line.ear.prompt_began(interruptible=False)
        events = line.hears(sounds.say("i want an agent"), sounds.silence(2500))
        assert of(Interrupted, events) == []
        assert of(UtteranceHeard, events)[0].utterance.over_prompt

    def test_okay_after_the_prompt_is_an_answer(self, line, sounds):
        line.ear.expect(YES_NO)
        line.ear.prompt_began()
        line.hears(sounds.say("okay"))
        line.ear.prompt_ended()
        events = line.hears(sounds.silence(2500))
        assert texts(events) == ["okay"]


class TestBadFrames:
    def test_lost_frames_are_silence(self, pool, sounds):
        ear = Ear(pool)
        ear.expect(FOUR_DIGITS)
        groups = [sounds.say("four five"), sounds.say("one two")]
        at_ms, events = 500, []
        for group in groups:
            mulaw = encode(group)
            for at in range(0, len(mulaw), 160):
                events += ear.hear(mulaw[at : at + 160], at_ms + at // 8)
            at_ms += len(mulaw) // 8 + 1200
        events += ear.hear(b"\xff" * 160, at_ms + 2000)
        assert [event.utterance.text for event in of(UtteranceHeard, events)] == [
            "four five one two"
        ]
        ear.close()

    def test_frames_of_any_size_in_any_order(self, pool, sounds):
        rng = random.Random(7)
        mulaw = encode(sounds.say("where is my order"))
        ear = Ear(pool)
        ear.expect(FOUR_DIGITS, silence_ms=1000)
        for _ in range(1000):
            size = rng.choice([0, 1, 7, 159, 160, 161, 333, 4000])
            start = rng.randrange(len(mulaw))
            at_ms = rng.choice([None, -5, 0, rng.randrange(100_000), 2**40])
            ear.hear(mulaw[start : start + size], at_ms)
        ear.finish()
        ear.close()

    def test_the_same_words_whatever_the_frames(self, pool, sounds):
        rng = random.Random(3)
        sound = [sounds.silence(500), sounds.say("where is my order"), sounds.silence(1500)]
        mulaw = encode(np.concatenate(sound))
        ear, at, events = Ear(pool), 0, []
        ear.expect(OPEN)
        while at < len(mulaw):
            size = rng.randrange(1, 700)
            events += ear.hear(mulaw[at : at + size], at // 8)
            at += size
        assert [event.utterance.text for event in of(UtteranceHeard, events)] == [
            "where is my order"
        ]
        ear.close()


def test_two_threads_use_one_ear(line, sounds):
    """A turn thread changes what is expected while the reader thread hears."""
    done = threading.Event()

    def change() -> None:
        while not done.is_set():
            for grammar in (OPEN, FOUR_DIGITS, YES_NO):
                line.ear.expect(grammar, silence_ms=500)
                line.ear.prompt_began()
                line.ear.key_pressed()
                line.ear.prompt_ended()
                assert line.ear.now_ms >= 0
                done.wait(0.002)

    turn = threading.Thread(target=change)
    turn.start()
    try:
        events = line.hears(*[sounds.say("where is my order"), sounds.silence(1500)] * 3)
    finally:
        done.set()
        turn.join()
    assert len(of(UtteranceHeard, events)) == 3


@pytest.mark.parametrize("voice", ["en-us", "en-us+m3", "en-gb+f2"])
def test_calls_do_not_disturb_each_other(line_with, sounds, voice):
    lines = [line_with() for _ in range(3)]
    for line in lines:
        line.ear.expect(OPEN)
    for sound in (sounds.say("i want a refund", voice), sounds.silence(1500)):
        for line in lines:
            line.hears(sound)
    for line in lines:
        assert texts(line.events) == ["i want a refund"]
