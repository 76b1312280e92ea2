import pytest

from telephony.simulator.matching import find_end, plain


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
    assert find_end(plain(heard), wanted, 0) is not None


def test_other_words_are_not_found() -> None:
    assert find_end(plain("Your order has arrived."), "how can I help", 0) is None


def test_words_before_the_start_do_not_count() -> None:
    transcript = plain("Yes. Yes, of course.")
    first = find_end(transcript, "yes", 0)
    assert first == 3
    assert find_end(transcript, "yes", first) == 7
    assert find_end(transcript, "yes", 7) is None
