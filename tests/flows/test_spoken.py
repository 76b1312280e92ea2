from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.spoken import DIGIT_WORDS, FORMS, NotSpeakable, digits, moment, phone

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("form", "value", "spoken"),
    [
        ("digits", "4512", "four five, one two"),
        ("digits", "45123", "four five one, two three"),
        ("digits", "451234", "four five one, two three four"),
        ("digits", "4512345", "four five one, two three, four five"),
        ("digits", "007", "zero zero seven"),
        ("digits", "AB12", "A B, one two"),
        ("digits", 4512, "four five, one two"),
        ("phone", "+15005550101", "five zero zero, five five five, zero one, zero one"),
        ("phone", "5550101", "five five five, zero one, zero one"),
        ("money", "12.50", "twelve dollars and fifty cents"),
        ("money", "1", "one dollar"),
        ("money", "0.01", "one cent"),
        ("money", 0, "zero dollars"),
        ("money", "-3", "minus three dollars"),
        ("money", {"amount": "21.05", "currency": "GBP"}, "twenty-one pounds and five pence"),
        ("date", "2026-03-03", "Tuesday the third of March"),
        ("date", "2027-05-21", "Friday the twenty-first of May twenty twenty-seven"),
        ("date", "2005-01-01", "Saturday the first of January two thousand and five"),
        ("date", "2026-03-03T23:30:00+00:00", "Tuesday the third of March"),
        ("time", "14:30", "two thirty in the afternoon"),
        ("time", "09:05", "nine oh five in the morning"),
        ("time", "19:00", "seven in the evening"),
        ("time", "12:00", "noon"),
        ("time", "00:00", "midnight"),
        ("number", 21, "twenty-one"),
        ("number", "2.5", "two point five"),
        ("number", 100, "one hundred"),
        ("list", ["a lamp"], "a lamp"),
        ("list", ["a lamp", "a chair", "a book"], "a lamp, a chair and a book"),
        ("name", "mary o'neill", "Mary O'neill"),
        ("text", " left <b>at</b>\n the {door} ", "left b at /b the door"),
        ("when", "2026-03-02T14:30:00+00:00", "two thirty in the afternoon"),
        ("when", "2026-03-03T09:00:00+00:00", "tomorrow at nine in the morning"),
        ("when", "2026-03-05T09:00:00+00:00", "Thursday the fifth of March at nine in the morning"),
    ],
)
def test_each_form_is_spoken_the_way_a_caller_can_follow(form, value, spoken):
    assert FORMS[form](value, NOW) == spoken


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("digits", ""),
        ("digits", None),
        ("digits", True),
        ("phone", "anonymous"),
        ("money", "a lot"),
        ("money", "nan"),
        ("money", "1e30"),
        ("money", {"amount": "1", "currency": "XXX"}),
        ("money", {"currency": "USD"}),
        ("date", "soon"),
        ("time", "25:00"),
        ("when", "2026-03-02"),
        ("number", []),
        ("list", []),
        ("text", {}),
    ],
)
def test_a_value_that_does_not_fit_its_form_is_refused(form, value):
    with pytest.raises(NotSpeakable):
        FORMS[form](value, NOW)


def test_a_moment_is_told_by_the_clock_of_the_caller():
    west = NOW.astimezone(timezone(timedelta(hours=-5)))
    assert moment("2026-03-02T19:30:00+00:00", west) == "two thirty in the afternoon"


@given(st.text("0123456789", min_size=1, max_size=20))
def test_no_digit_is_lost_and_none_stands_alone_among_many(number):
    spoken = digits(number, NOW)
    words = spoken.replace(",", "").split()
    assert "".join(str(DIGIT_WORDS.index(word)) for word in words) == number
    groups = [len(group.split()) for group in spoken.split(",")]
    assert len(number) == 1 or set(groups) <= {2, 3}


@given(st.text(max_size=20))
def test_any_text_as_a_number_is_spoken_or_refused(number):
    try:
        assert phone(number, NOW)
    except NotSpeakable:
        assert not any(c.isdigit() for c in number) or not number.isascii()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(st.sampled_from(sorted(FORMS)), json_values)
def test_any_value_in_any_form_is_spoken_or_refused(form, value):
    with suppress(NotSpeakable):
        assert isinstance(FORMS[form](value, NOW), str)
