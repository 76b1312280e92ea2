"""Words that are wrong, and real sounds through real Vosk for every kind of step."""

import pytest

from flows.events import Grammar
from ivr.speech.evaluation import spoiling
from ivr.speech.evaluation.case import Case
from ivr.speech.evaluation.hearing import alignment, hear, word_errors
from ivr.speech.evaluation.material import noises
from ivr.speech.evaluation.reliability import of_answers, of_words
from ivr.speech.evaluation.scores import scores
from ivr.speech.evaluation.texts import (
    MENU,
    SENTENCES,
    STRANGE,
    WITH_NUMBER,
    numbers,
    with_numbers,
)
from ivr.speech.phrases import DIGITS

STEPS = {
    "digits": (Grammar("digits"), ("seven", "four five one two", "oh nine three eight two six")),
    "yes_no": (Grammar("yes_no"), ("yes", "no that's wrong")),
    "letters": (Grammar("letters"), ("s m i t h", "agent")),
    "phrases": (MENU, ("billing", "opening hours", "go back")),
    "open": (Grammar(), ("where is my order", "i want to return the blanket")),
}


@pytest.mark.parametrize(
    ("said", "heard", "errors"),
    [
        ("four five", "four five", 0),
        ("four five", "", 2),
        ("", "oh", 1),
        ("four five one", "four one", 1),
        ("four five one", "five five one two", 2),
    ],
)
def test_word_errors(said: str, heard: str, errors: int):
    assert word_errors(said.split(), heard.split()) == errors


def test_which_of_the_words_heard_are_right():
    assert alignment(["a", "b", "c", "d"], ["a", "x", "c", "c", "d"]) == [
        True,
        False,
        False,
        True,
        True,
    ]
    assert alignment([], ["oh"]) == [False]
    assert alignment(["oh"], []) == []


@pytest.mark.parametrize("kind", STEPS)
def test_answers_are_heard_at_every_kind_of_step(pool, sounds, kind: str):
    grammar, texts = STEPS[kind]
    cases = [
        Case(kind, grammar, said, spoiling.between_silences(sounds.say(said, voice)), voice)
        for said in texts
        for voice in ("en-us+f3", "en-gb+m2")
    ]
    heard = list(hear(pool, cases))
    (score,) = scores(heard)
    assert (score.cases, score.word_error_rate, score.share_right) == (len(cases), 0.0, 1.0)
    assert all(each.accepted for each in heard)
    assert of_words(heard).bands[-1].count + of_words(heard).bands[-2].count > 0
    assert sum(band.count for band in of_answers(heard).bands) == len(cases)


@pytest.mark.parametrize("kind", ["digits", "yes_no", "phrases"])
def test_talk_beside_the_telephone_answers_nothing(pool, sounds, kind: str):
    grammar, _ = STEPS[kind]
    cases = [
        Case("talk", grammar, "", spoiling.between_silences(sounds.say(said))) for said in STRANGE
    ]
    assert not [each.hypothesis.text for each in hear(pool, cases) if each.accepted]


def test_what_is_no_speech_becomes_no_answer(pool):
    heard = list(hear(pool, noises()))
    assert {each.case.voice for each in heard} == {"noise", "music", "cough"}
    assert not [(each.case.group, each.hypothesis.text) for each in heard if each.accepted]


def test_a_digit_cut_tight_is_not_refused(pool, sounds):
    digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    cases = [
        Case(
            "d",
            Grammar("digits"),
            said,
            spoiling.between_silences(spoiling.tight(sounds.say(said))),
        )
        for said in digits
    ]
    (score,) = scores(hear(pool, cases))
    assert (score.right, score.refused) == (len(digits), 0)


def test_the_measurements_sentences_are_many_enough():
    assert len(set(SENTENCES)) == len(SENTENCES) > 15


def test_open_answers_with_a_number_hold_four_digits_each():
    said = with_numbers()
    assert len(set(said)) == len(said) == len(WITH_NUMBER)
    assert {sum(word in DIGITS for word in each.split()) for each in said} == {4}


def test_long_numbers_have_four_to_ten_digits():
    assert {len(number.split()) for number in numbers(12)} == set(range(4, 11))
