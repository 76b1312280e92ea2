"""Words of danger and of death."""

import pytest

from nlu.distress import score
from nlu.distress.care import care_of


@pytest.mark.parametrize(
    "said",
    [
        "i want to kill myself",
        "i don't want to live any more",
        "i've been thinking about ending it all",
        "everyone would be better off without me",
        "i've taken too many tablets",
        "i feel suicidal since you closed my account",
        "i can smell gas in the kitchen",
        "my charger caught fire last night",
        "the socket is sparking",
        "my husband hits me please don't send letters",
        "my mother has collapsed",
        "we're not safe here",
    ],
)
def test_danger(said: str) -> None:
    assert care_of(said) == "danger"
    assert score(said) >= 0.95


@pytest.mark.parametrize(
    "said",
    [
        "my husband passed away in june",
        "my dad died and i need to close his account",
        "we lost our son and the letters still come",
        "the account holder is deceased",
        "it's about my late wife's contract",
        "i have to change my flight because of my grandmother's funeral",
        "please stop writing to her she's dead",
    ],
)
def test_bereavement(said: str) -> None:
    assert care_of(said) == "bereavement"
    assert score(said) >= 0.7


@pytest.mark.parametrize(
    "said",
    [
        "my phone died",
        "the battery is dead",
        "i lost my card",
        "i lost my wallet and my son's ticket",
        "where is my order",
        "the line was dead for an hour",
        "is there gas in the price",
        "i'm dying to get my new phone",
        "my gas bill is wrong",
        "can i take it back",
        "my late delivery",
        "i don't want to be on hold any more",
    ],
)
def test_everyday_words_call_for_no_such_care(said: str) -> None:
    assert care_of(said) == ""
