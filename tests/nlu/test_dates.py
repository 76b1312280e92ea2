"""Spoken dates, counted from Wednesday 20 May 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.dates import read_date

TODAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2026-05-20"),
        ("tomorrow morning", "2026-05-21"),
        ("yesterday", "2026-05-19"),
        ("last night", "2026-05-19"),
        ("the day after tomorrow", "2026-05-22"),
        ("the day before yesterday", "2026-05-18"),
        ("friday", "2026-05-22"),
        ("wednesday", "2026-05-20"),
        ("next wednesday", "2026-05-27"),
        ("last friday", "2026-05-15"),
        ("mondays", "2026-05-25"),
        ("two weeks ago", "2026-05-06"),
        ("in three days", "2026-05-23"),
        ("a couple of weeks ago", "2026-05-06"),
        ("last week", "2026-05-13"),
        ("june third", "2026-06-03"),
        ("the third of june", "2026-06-03"),
        ("the twenty second of november", "2025-11-22"),
        ("august twenty ninth", "2026-08-29"),
        ("may tenth nineteen eighty two", "1982-05-10"),
        ("june third twenty twenty four", "2024-06-03"),
        ("the fifth of march two thousand and five", "2005-03-05"),
        ("march five", "2026-03-05"),
        ("last tuesday", "2026-05-19"),
        ("it was last tuesday", "2026-05-19"),
        ("the third", "2026-06-03"),
        ("a week ago", "2026-05-13"),
        ("a few days ago", "2026-05-17"),
        ("tuesday last week", "2026-05-12"),
        ("monday of next week", "2026-05-25"),
        ("the fifth of last month", "2026-04-05"),
        ("the twelfth", "2026-05-12"),
        ("the thirty first", "2026-05-31"),
    ],
)
def test_dates(said: str, day: str) -> None:
    assert read_date(said, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "said", ["", "soon", "february thirtieth", "the charger", "this week", "four five one two"]
)
def test_no_date(said: str) -> None:
    assert read_date(said, TODAY) is None


@given(
    st.lists(
        st.sampled_from(
            ["last", "next", "friday", "june", "first", "twenty", "two", "weeks", "ago", "in",
             "thousand", "hundred", "nineteen", "of", "the", "month", "tomorrow", "thirtieth"]
        ),
        max_size=8,
    ),
    st.dates(),
)  # fmt: skip
def test_any_words_on_any_day_are_survived(words: list[str], today: date) -> None:
    read_date(" ".join(words), today)
