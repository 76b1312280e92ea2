"""Times, numbers and names as people read them."""

from datetime import datetime, timedelta

import pytest

from ivr.web.records.words import clock, intent_words, moment, number_words, outcome_words

NOON = datetime(2026, 3, 4, 12, 0).astimezone()


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (7.4, "0:07"), (59.6, "1:00"), (754, "12:34"), (3723, "1:02:03"), (-3, "0:00")],
)
def test_clock(seconds, shown):
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (timedelta(minutes=5), "Today, 11:55"),
        (timedelta(hours=13), "Yesterday, 23:00"),
        (timedelta(days=9), "23 Feb, 12:00"),
        (timedelta(days=400), "28 Jan 2025, 12:00"),
    ],
)
def test_moment(ago, shown):
    assert moment(NOON - ago, NOON) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+12125550142", "+1 212-555-0142"),
        ("+447700900111", "+44 7700 900111"),
        ("anonymous", "Number withheld"),
        ("", "Number withheld"),
        ("+", "+"),
        ("70123", "70123"),
    ],
)
def test_numbers(number, shown):
    assert number_words(number) == shown


def test_intents():
    assert intent_words("track_order") == "Track order"
    assert intent_words("speak_to_human") == "A person"
    assert intent_words(None) == "Not known"


def test_outcomes():
    assert outcome_words("contained", is_over=True)[0] == "Settled"
    assert outcome_words(None, is_over=False)[0] == "On the line"
    assert outcome_words(None, is_over=True)[0] == "Ended"
