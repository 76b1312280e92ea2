"""Entities in their normal form."""

from datetime import date

import pytest

from nlu.entities import normalised
from nlu.understanding import Entity

TODAY = date(2026, 5, 20)


def marked(name: str, said: str, text: str) -> Entity:
    start = text.index(said)
    return Entity(name, said, said, start, start + len(said))


def found(text: str, *marks: tuple[str, str]) -> list[tuple[str, str]]:
    entities = normalised(text, tuple(marked(name, said, text) for name, said in marks), TODAY)
    return [(e.name, e.value) for e in entities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("four five one two", [("order_number", "4512")]),
        ("my order number is double four one", [("order_number", "441")]),
        ("seven", [("order_number", "7")]),
        ("cancel order four five one two today", [("order_number", "4512")]),
        (
            "two one two five five five oh one nine eight",
            [("order_number", "2125550198"), ("phone_number", "2125550198")],
        ),
        (
            "oh seven seven double oh nine double oh one two three",
            [("phone_number", "07700900123")],
        ),
        ("my phone number is five five five oh one two three", [("phone_number", "5550123")]),
        ("my zip code is nine oh two one oh", [("postcode", "90210")]),
        ("nine oh two one oh", [("order_number", "90210"), ("postcode", "90210")]),
        ("twelve", [("order_number", "12")]),
        ("one oh four", [("order_number", "104")]),
        ("my name is b as in bravo o b", [("spelled", "bob")]),
        ("w one two a oh five", [("spelled", "w12a05")]),
        ("i ordered two shirts", []),
        ("you charged me twenty five dollars", [("amount", "25.00")]),
        ("where's purchase #112233", [("order_number", "112233")]),
        ("is order px7719 out yet", [("order_number", "PX7719")]),
        ("it's order number AB-99812", [("order_number", "AB-99812")]),
        ("my email is John.Smith@example.com", [("email", "john.smith@example.com")]),
        ("it's john dot smith at example dot com", [("email", "john.smith@example.com")]),
        ("it is double one seven at example dot com", [("email", "117@example.com")]),
        ("my email is j smith four two at x dot co dot uk", [("email", "jsmith42@x.co.uk")]),
        ("john at example dot com", [("email", "john@example.com")]),
        ("is your website at example dot com down", []),
        ("i live at 12 high street ls1 4ap", [("postcode", "LS1 4AP")]),
        (
            "postcode s w one a one a a",
            [("spelled", "sw1a1aa"), ("postcode", "SW1A 1AA")],
        ),
    ],
)
def test_numbers_from_the_words_themselves(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_mark_that_cuts_a_number_short_gives_way() -> None:
    text = "it's four five one two"
    assert found(text, ("order_number", "four five one")) == [("order_number", "4512")]


def test_a_corrected_number_is_not_sure() -> None:
    (number,) = normalised("four five one three no sorry two", (), TODAY)
    assert (number.value, number.sure) == ("4512", False)


@pytest.mark.parametrize(
    ("name", "said", "value"),
    [
        ("date", "next friday", "2026-05-22"),
        ("amount", "sixty", "60.00"),
        ("email", "john dot smith at gmail dot com", "john.smith@gmail.com"),
        ("postcode", "s w one a one a a", "SW1A 1AA"),
        ("product", "laptop", "laptop"),
    ],
)
def test_marks_take_their_normal_form(name: str, said: str, value: str) -> None:
    assert (name, value) in found(f"well {said} i think", (name, said))


@pytest.mark.parametrize(
    ("name", "said"), [("date", "soon"), ("amount", "shoes"), ("email", "john"), ("postcode", "x")]
)
def test_marks_that_make_no_sense_are_dropped(name: str, said: str) -> None:
    assert found(f"well {said} i think", (name, said)) == []


def test_of_overlapping_marks_the_longer_stays() -> None:
    text = "it was last friday i think"
    assert found(text, ("date", "friday"), ("date", "last friday")) == [("date", "2026-05-15")]
