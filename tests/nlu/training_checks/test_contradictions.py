"""The same words must not mean two things."""

import pytest

from nlu.training_checks.contradictions import contradictions
from tests.nlu.training_checks.examples import of_training


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ("i want my money", "uh i want my money please", "by empty words alone"),
        ("where's my refund gone", "where's my refnd gone", "in another spelling"),
        ("cancel the appointment today", "cancel the apointment today", "in another spelling"),
    ],
)
def test_the_same_in_two_intents(one: str, other: str, says: str):
    (found,) = contradictions([of_training("refund", one), of_training("complaint", other, 3)])
    assert found.place == "data/complaint.yml, line 3"
    assert says in found.what
    assert f'"{one}"' in found.what


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("that's correct", "that's incorrect"),
        ("i can use it", "i can't use it"),
        ("is my order here", "is my refund here"),
        ("track my order for me please", "cancel my order for me please"),
        ("do you open early", "do you open"),
        ("survey please", "surely"),
    ],
)
def test_a_word_that_turns_the_meaning_is_no_spelling(one: str, other: str):
    assert list(contradictions([of_training("affirm", one), of_training("deny", other)])) == []


def test_two_words_that_are_well_known_are_no_spelling():
    known = [of_training("refund", f"{word} {n}") for word in ("shop", "shops") for n in range(5)]
    pair = [of_training("refund", "where's my shop"), of_training("deny", "where's my shops", 3)]
    assert [finding.place for finding in contradictions(pair)] == ["data/deny.yml, line 3"]
    assert list(contradictions([*known, *pair])) == []


def test_one_intent_may_say_it_in_two_spellings():
    pair = [
        of_training("refund", "where's my refund gone"),
        of_training("refund", "where's my refnd gone"),
    ]
    assert list(contradictions(pair)) == []
