import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.number_words import cardinal, ordinal


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (19, "nineteen"),
        (40, "forty"),
        (99, "ninety-nine"),
        (100, "one hundred"),
        (101, "one hundred and one"),
        (4512, "four thousand five hundred and twelve"),
        (1_000_001, "one million and one"),
        (999_999_999_999, cardinal(999) + " billion " + cardinal(999_999_999)),
    ],
)
def test_numbers_in_words(number, words):
    assert cardinal(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "first"),
        (2, "second"),
        (3, "third"),
        (4, "fourth"),
        (5, "fifth"),
        (8, "eighth"),
        (9, "ninth"),
        (12, "twelfth"),
        (20, "twentieth"),
        (21, "twenty-first"),
        (30, "thirtieth"),
        (31, "thirty-first"),
    ],
)
def test_days_of_a_month_in_words(number, words):
    assert ordinal(number) == words


@given(st.integers(0, 10**12 - 1), st.integers(0, 10**12 - 1))
def test_no_two_numbers_sound_alike(one, other):
    assert (cardinal(one) == cardinal(other)) == (one == other)
