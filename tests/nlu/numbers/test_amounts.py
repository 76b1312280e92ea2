"""Amounts of money as callers speak them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.numbers import read_amount


@pytest.mark.parametrize(
    ("said", "value", "currency"),
    [
        ("twenty dollars", "20.00", "USD"),
        ("you took forty five pounds from me", "45.00", "GBP"),
        ("twelve pounds fifty", "12.50", "GBP"),
        ("a hundred and five euros and ten cents", "105.10", "EUR"),
        ("one thousand two hundred dollars", "1200.00", "USD"),
        ("fifty cents", "0.50", "USD"),
        ("twelve dollars and five cents", "12.05", "USD"),
        ("thirty pounds and you took it twice", "30.00", "GBP"),
        ("it says $25.50 here", "25.50", "USD"),
        ("25 dollars", "25.00", "USD"),
        ("sixty", "60.00", None),
        ("thirty nine ninety nine", "39.99", None),
    ],
)
def test_amounts(said: str, value: str, currency: str | None) -> None:
    found = read_amount(said)
    assert found is not None
    assert (found.value, found.currency) == (Decimal(value), currency)


@pytest.mark.parametrize("said", ["", "dollars", "where is my order", "i ordered two shirts"])
def test_no_amount(said: str) -> None:
    assert read_amount(said) is None


def test_the_words_of_an_amount_have_their_place() -> None:
    said = "you charged me twenty five dollars extra"
    found = read_amount(said)
    assert found is not None
    assert said[found.start : found.end] == "twenty five dollars"


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    read_amount(text)


@given(st.integers(0, 99_999), st.integers(0, 99))
def test_typed_amounts_read_back(whole: int, cents: int) -> None:
    found = read_amount(f"it was ${whole}.{cents:02}")
    assert found is not None
    assert found.value == Decimal(f"{whole}.{cents:02}")
