"""How words sound."""

import random

from ivr.speech.evaluation.hearing import word_errors
from ivr.speech.graph.pronouncing import cmudict, pronounced
from ivr.speech.graph.spelled_sounds import SpelledSounds
from ivr.speech.phones import PHONES


def test_the_projects_own_come_before_the_dictionary():
    found = pronounced(["z", "order", "pebblehaven"])
    assert found.lexicon["z"] == (("z", "iy"), ("z", "eh", "d"))
    assert found.lexicon["order"] == (("ao", "r", "d", "er"),)
    assert found.guessed == {"pebblehaven"}
    assert found.lexicon["pebblehaven"] == (
        ("p", "eh", "b", "ah", "l", "hh", "ey", "v", "ah", "n"),
    )


def test_what_has_no_sound_is_left_out():
    found = pronounced(["order", "'"])
    assert set(found.lexicon) == {"order"}
    assert found.silent == {"'"}


def test_the_dictionary_has_the_models_sounds_alone():
    known = cmudict()
    assert len(known) > 120_000
    assert {sound for each in known.values() for said in each for sound in said} == set(PHONES)


def test_guesses_are_near_the_dictionary():
    """For names, brands and rare words, which the dictionary is full of."""
    known, speller = cmudict(), SpelledSounds()
    words = random.Random(1).sample(sorted(known), 1500)
    wrong = sounds = 0
    for word in words:
        guess = list(speller.of(word))
        errors, length = min((word_errors(list(said), guess), len(said)) for said in known[word])
        wrong, sounds = wrong + errors, sounds + length
    assert wrong / sounds < 0.12
