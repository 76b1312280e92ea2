"""The search for near-duplicates finds what comparing everything with everything finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.training_checks.likeness import NearTexts, essence

WORDS = st.lists(st.sampled_from(["my", "order", "order's", "card", "cards", "pin", "is", "where"]))
TEXTS = WORDS.map(" ".join)


def trigrams(text: str) -> set[str]:
    padded = f"  {text} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


@given(st.lists(TEXTS), TEXTS, st.sampled_from([0.3, 0.5, 0.8, 1.0]))
def test_the_filter_loses_nothing(texts: list[str], wanted: str, likeness: float):
    near = {place for place, _ in NearTexts(texts, likeness).like(wanted)}
    asked = trigrams(wanted)
    compared = {
        place
        for place, text in enumerate(texts)
        if len(asked & trigrams(text)) / len(asked | trigrams(text)) >= likeness
    }
    assert near == compared


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hi, where is the order please?", "where is order"),
        ("uh please", ""),
        ("I've a QUESTION", "i've question"),
    ],
)
def test_empty_words_go(text: str, words: str):
    assert essence(text) == words
