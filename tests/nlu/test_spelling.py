"""Spelling by letters and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.spelling import NATO, read_spelled


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("b o b", "bob"),
        ("b as in bravo o b", "bob"),
        ("b is in bravo o b as in bravo", "bob"),
        ("b for bravo o for oscar b for bravo", "bob"),
        ("s as in sugar m i t h", "smith"),
        ("bravo oscar bravo", "bob"),
        ("b oh b", "bob"),
        ("h i double l", "hill"),
        ("double l o y d", "lloyd"),
        ("double u o o d", "wood"),
        ("w one two a oh five", "w12a05"),
        ("m one one a e", "m11ae"),
        ("it's uh k i m please", "kim"),
        ("my name is j a n e", "jane"),
        ("my name is bob it's spelled b o b", "bob"),
        ("my name is tom t o m", "tom"),
        ("zed a k", "zak"),
        ("b as in boy", None),
    ],
)
def test_letters_are_put_together(text: str, value: str | None) -> None:
    found = read_spelled(text)
    assert (found.value if found else None) == value
    assert found is None or found.sure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("b o p no sorry b", "bob"),
        ("b o p no b o b", "bob"),
        ("s m y no wait s m i t h", "smith"),
        ("p as in bravo o b", "bob"),
    ],
)
def test_a_corrected_spelling_is_not_sure(text: str, value: str) -> None:
    found = read_spelled(text)
    assert found is not None
    assert (found.value, found.sure) == (value, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "i see you are ok",
        "o k",
        "a",
        "i",
        "yes",
        "four five one two",
        "oh four five",
        "i want a refund",
        "where is my order",
        "no i said four",
        "i need it for a",
        "india",
        "i want a t v",
        "i have a hotel",
    ],
)
def test_ordinary_sentences_spell_nothing(text: str) -> None:
    assert read_spelled(text) is None


def test_the_place_of_the_spelling() -> None:
    text = "my name is tom t o m please"
    found = read_spelled(text)
    assert found is not None
    assert (text[found.start : found.end], found.exact) == ("t o m", False)


@given(st.text("abcdefghijklmnpqrstuvwxyz", min_size=3, max_size=12))
def test_every_word_can_be_spelled_in_every_way(word: str) -> None:
    by_word = {w[0]: w for w in NATO}
    for spoken in (
        " ".join(word).replace("double u", "w"),
        " ".join(by_word[c] for c in word),
        " ".join(f"{c} as in {by_word[c]}" for c in word),
    ):
        found = read_spelled(spoken)
        assert found is not None
        assert (found.value, found.exact) == (word, True)


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    found = read_spelled(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
