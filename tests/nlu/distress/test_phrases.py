"""Evidence of distress in plain words."""

from hypothesis import given
from hypothesis import strategies as st

from nlu.distress.phrases import evidence


def test_saying_it_again_counts_less_but_counts() -> None:
    once, twice = evidence("this is awful"), evidence("this is awful just awful")
    assert once < twice < 1 - (1 - once) ** 2


@given(st.text())
def test_any_text_gives_between_0_and_1(text: str) -> None:
    assert 0 <= evidence(text) <= 1
