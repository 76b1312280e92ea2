"""What corrects, and what only sounds like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.correcting import corrects


@pytest.mark.parametrize(
    "text",
    [
        "no i said four",
        "i said four five one two",
        "actually it's nine",
        "actually the other order",
        "uh actually i want to cancel it",
        "sorry i meant tuesday",
        "no sorry i meant oak street",
        "not five nine",
        "no not five it's nine",
        "it's five five not nine five",
        "that's wrong it's four five one three",
        "no that's not right it should be oak street",
        "no the other one",
        "the other order",
        "a different one please",
        "not that one the other one",
        "no it's four five one two",
        "no my order number is four five one two",
        "no make it two",
        "not tuesday but wednesday",
        "it's not oak street but elm street",
        "sorry it's nine oh two one oh",
        "send it to oak street i meant elm street",
    ],
)
def test_a_correction(text: str) -> None:
    assert corrects(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "no thanks",
        "no thank you",
        "actually no that's all",
        "actually that's all thank you",
        "no that's all",
        "no that's it thanks",
        "sorry never mind",
        "no that's wrong",
        "that's not right",
        "no it's not",
        "no it's fine",
        "not really",
        "not yet",
        "not sure but i think it's four five one two",
        "where is my order",
        "four five one two",
        "four five one three no sorry two",
        "i have a different question",
        "sorry can you repeat that",
        "i did not get it but i paid",
        "wait a second",
        "yes it's four five one two",
    ],
)
def test_no_correction(text: str) -> None:
    assert not corrects(text)


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    assert corrects(text) in (True, False)
