"""What Vosk hears by each grammar, for voices of the synthesiser."""

import json

import numpy as np
import pytest

from flows.events import Grammar
from ivr.speech.expectation import expectation_of
from ivr.speech.recognition import RecogniserPool
from ivr.speech.vosk_grammar import OPEN, vosk_grammar

VOICES = ("en-us+f3", "en-gb+m2", "en-gb-scotland+f2")


@pytest.fixture
def hear(pool: RecogniserPool, sounds):
    def hear(text: str, grammar: Grammar, voice: str) -> str:
        recogniser = pool.borrow(vosk_grammar(grammar, pool.model))
        sound = (sounds.silence(300), sounds.say(text, voice), sounds.silence(300))
        recogniser.feed(np.concatenate(sound))
        heard = recogniser.finish()
        pool.give_back(recogniser)
        return heard.text

    return hear


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize(
    "text",
    [
        "four five one two",
        "nine eight oh three three five",
        "double four seven nine",
        "forty five twelve",
        "my order number is four five one two",
        "four five one three no sorry two",
        "agent",
        "repeat that",
    ],
)
def test_digits(hear, text, voice):
    assert hear(text, Grammar("digits"), voice) == text


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("text", ["yes", "no", "no that's wrong", "yes please", "uh huh", "agent"])
def test_yes_or_no(hear, text, voice):
    assert hear(text, Grammar("yes_no"), voice) == text


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("text", ["s m i t h", "h i double l", "yankee oscar romeo kilo", "agent"])
def test_words_that_spell(hear, text, voice):
    assert hear(text, Grammar("letters"), voice) == text


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("text", ["start over", "main menu", "hold on", "slow down"])
def test_commands_at_a_question_for_letters_and_anywhere(hear, text, voice):
    assert hear(text, Grammar("letters"), voice) == text
    assert hear(text, Grammar("yes_no"), voice) == text


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("text", ["order tracking", "billing", "a person please", "go back"])
def test_phrases(hear, text, voice):
    assert hear(text, Grammar("phrases", ("order tracking", "billing")), voice) == text


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("text", ["where is my order", "i want a refund", "you charged me twice"])
def test_an_open_question(hear, text, voice):
    assert hear(text, Grammar(), voice) == text


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize(
    "text", ["where is my order", "my package never arrived", "what are your opening hours"]
)
@pytest.mark.parametrize("kind", ["digits", "yes_no"])
def test_other_sentences_are_no_answers(hear, text, kind, voice):
    grammar = Grammar(kind)
    assert not expectation_of(grammar).accepts(hear(text, grammar, voice))


def test_unknown_words_leave_their_phrases_out(model):
    phrases = json.loads(vosk_grammar(Grammar("phrases", ("billing", "zebra crossing")), model))
    assert "billing" in phrases
    assert "zebra crossing" not in phrases
    assert phrases[-1] == "[unk]"


def test_only_the_steps_own_phrases(model):
    phrases = json.loads(vosk_grammar(Grammar("phrases", ("billing",)), model, commands=False))
    assert set(phrases) == {"billing", "[unk]"}


def test_words_like_digits_stay_out_of_a_grammar_of_digits(model):
    words = " ".join(json.loads(vosk_grammar(Grammar("digits"), model))).split()
    assert not {"to", "too", "for"} & set(words)


def test_an_open_question_has_the_whole_language(model):
    assert vosk_grammar(Grammar(), model) == OPEN
