import pytest

from telephony.simulator.matching import contains


@pytest.mark.parametrize(
    ("heard", "wanted"),
    [
        ("Hello! How can I help you?", "how can i help"),
        ("Twenty-one dollars.", "twenty one"),
        ("It's on its way", "its on its way"),
        ("four five, one two", "four five one two"),
        ("ORDER NUMBER", "order-number"),
    ],
)
def test_case_punctuation_and_hyphens_make_no_difference(heard: str, wanted: str) -> None:
    assert contains(heard, wanted)


def test_other_words_are_not_found() -> None:
    assert not contains("Your order has arrived.", "how can I help")
