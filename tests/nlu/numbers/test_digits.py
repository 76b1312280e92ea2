"""Digit strings as callers speak them."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nlu.numbers import DigitString, digit_strings, read_digits

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = [
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
]  # fmt: skip
TENS = [
    "zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
]  # fmt: skip


def read(text: str) -> DigitString:
    found = read_digits(text)
    assert found is not None, f"no digits read in {text!r}"
    return found


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("four five one two", "4512"),
        ("double four seven one", "4471"),
        ("triple oh five", "0005"),
        ("nought four treble one", "04111"),
        ("forty five twelve", "4512"),
        ("four thousand five hundred and twelve", "4512"),
        ("four thousand five hundred twelve", "4512"),
        ("forty five hundred and twelve", "4512"),
        ("two thousand and eight", "2008"),
        ("a hundred and one", "101"),
        ("eight hundred five", "805"),
        ("one eight hundred five five five one two one two", "18005551212"),
        ("my order number is four five one two", "4512"),
        ("uh yes it's um four five uh one two please", "4512"),
        ("four five one two hash", "4512"),
        ("oh yes it's four five", "45"),
        ("oh well it's four five one two", "4512"),
        ("oh four five one", "0451"),
        ("order 4512 please", "4512"),
    ],
)
def test_a_number_alone_is_read_exactly(said: str, value: str) -> None:
    found = read(said)
    assert (found.value, found.exact, found.corrected) == (value, True, False)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("for five one too", "4512"),
        ("my order number is for five one two", "4512"),
        ("four five won to please", "4512"),
        ("ate ate one for", "8814"),
        ("forty to", "42"),
        ("double for one two", "4412"),
    ],
)
def test_what_recognisers_write_for_digits(said: str, value: str) -> None:
    assert read(said).value == value


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("send it to four five one two", "4512"),
        ("it is four five one two for my laptop", "4512"),
        ("i want a refund for four five one two", "4512"),
    ],
)
def test_prepositions_beside_a_number_stay_words(said: str, value: str) -> None:
    assert read(said).value == value


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("four five one no sorry five one two", "4512"),
        ("four five one two no sorry three", "4513"),
        ("four five one two no five two", "4552"),
        ("four nine no sorry five one two", "4512"),
        ("four five one four no wait four five one two", "4512"),
        ("four five one two no sorry it's four five one three", "4513"),
        ("seven scratch that four five one two", "4512"),
        ("six one five i mean six one nine", "619"),
        ("four five one two no make that nine eight one seven", "9817"),
        ("five hang on five two two nine", "5229"),
        ("four five one two sorry six sorry seven", "4517"),
    ],
)
def test_a_correction_in_the_middle(said: str, value: str) -> None:
    found = read(said)
    assert (found.value, found.corrected, found.exact) == (value, True, True)


def test_a_corrected_number_keeps_its_other_reading() -> None:
    assert read("four five one no sorry five one two").alternatives == ("512",)


def test_a_pause_is_no_correction() -> None:
    found = read("four five hang on one two")
    assert (found.value, found.corrected) == ("4512", False)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("no it's five five not nine five", "55"),
        ("not four five one two it's four five one three", "4513"),
    ],
)
def test_what_the_number_is_not_is_left_out(said: str, value: str) -> None:
    assert read(said).value == value


@pytest.mark.parametrize(
    "said",
    ["", "where is my order", "oh", "oh no", "to", "for", "that one", "no one told me", "won",
     "double", "hundred", "the third of june", "double trouble"],
)  # fmt: skip
def test_no_digits(said: str) -> None:
    assert read_digits(said) is None


def test_among_other_words_a_number_is_not_exact() -> None:
    said = "i ordered two shirts and my number is four five one two"
    assert [d.value for d in digit_strings(said)] == ["2", "4512"]
    found = read(said)
    assert (found.value, found.exact) == ("4512", False)
    assert said[found.start : found.end] == "four five one two"


# ---- every style of speaking reads back -------------------------------------------------------


def singly(digits: str, zero: str) -> str:
    return " ".join(zero if d == "0" else UNITS[int(d)] for d in digits)


def with_repeats(digits: str, zero: str) -> str:
    words: list[str] = []
    at = 0
    while at < len(digits):
        run = next(n for n in (3, 2, 1) if digits[at : at + n] == digits[at] * n)
        words += [["", "double", "triple"][run - 1], singly(digits[at], zero)]
        at += run
    return " ".join(w for w in words if w)


def below_hundred(value: int) -> str:
    if value < 10:
        return UNITS[value]
    if value < 20:
        return TEENS[value - 10]
    return TENS[value // 10] + ("" if value % 10 == 0 else " " + UNITS[value % 10])


def in_pairs(digits: str, zero: str) -> str:
    odd = len(digits) % 2
    head = [singly(digits[:odd], zero)] if odd else []
    pairs = [digits[i : i + 2] for i in range(odd, len(digits), 2)]
    return " ".join(
        head + [singly(p, zero) if p[0] == "0" else below_hundred(int(p)) for p in pairs]
    )


def as_quantity(value: int, joiner: str) -> str:
    thousands, rest = divmod(value, 1000)
    hundreds, small = divmod(rest, 100)
    words = [below_hundred(thousands), "thousand"] if thousands else []
    words += [UNITS[hundreds], "hundred"] if hundreds else []
    if small:
        words += ([joiner] if words else []) + [below_hundred(small)]
    return " ".join(w for w in words if w)


digit_text = st.text(alphabet="0123456789", min_size=1, max_size=15)
zeros = st.sampled_from(["zero", "oh", "o", "nought"])
openings = st.sampled_from(["", "it's ", "my order number is ", "uh yes the number is ", "um "])
closings = st.sampled_from(["", " please", " thank you", " hash"])


@given(digit_text, zeros, st.sampled_from([singly, with_repeats, in_pairs]), openings, closings)
def test_any_digits_read_back(
    digits: str, zero: str, style: Callable[[str, str], str], opening: str, closing: str
) -> None:
    assume(not (digits == "0" and zero in ("oh", "o")))
    found = read(opening + style(digits, zero) + closing)
    assert (found.value, found.exact, found.corrected) == (digits, True, False)


@given(st.integers(min_value=1, max_value=99_999), st.sampled_from(["and", ""]))
def test_any_quantity_reads_back(value: int, joiner: str) -> None:
    assert read(as_quantity(value, joiner)).value == str(value)


@given(digit_text.filter(lambda d: len(d) >= 2), st.integers(1, 9), st.data())
def test_a_wrong_last_group_is_corrected(digits: str, step: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, max(1, len(digits) // 2)))
    said = digits[:-1] + str((int(digits[-1]) + step) % 10)
    group = digits[-size:]
    found = read(f"{singly(said, 'zero')} no sorry {singly(group, 'zero')}")
    assert digits in (found.value, *found.alternatives)
    assert found.corrected


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    for found in digit_strings(text):
        assert found.value.isdigit()
        assert 0 <= found.start < found.end <= len(text)


words_of_numbers = st.lists(
    st.sampled_from(
        [*UNITS, *TEENS, *TENS, "hundred", "thousand", "double", "triple", "and", "a", "for", "to",
         "no", "sorry", "not", "hang", "on", "oh", "my", "order", "uh", "laptop", "#", "4512"]
    ),
    max_size=14,
)  # fmt: skip


@given(words_of_numbers)
def test_any_order_of_number_words_is_survived(words: list[str]) -> None:
    text = " ".join(words)
    for found in digit_strings(text):
        assert found.value.isascii()
        assert found.value.isdigit()
        assert text[found.start : found.end]
