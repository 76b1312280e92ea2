"""Distress of an utterance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.distress import score


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("where is my order", 0.0, 0.0),
        ("yes please thank you", 0.0, 0.0),
        ("i am not angry", 0.0, 0.15),
        ("i'm a bit annoyed", 0.1, 0.3),
        ("i am not happy about this", 0.3, 0.5),
        ("this is unacceptable", 0.4, 0.6),
        ("i am so frustrated i want to speak to someone", 0.4, 0.65),
        ("this is ridiculous i am furious", 0.75, 1.0),
        ("i'm absolutely furious", 0.8, 1.0),
        ("i am in tears i don't know what to do", 0.8, 1.0),
        ("i want to kill myself", 0.95, 1.0),
        ("i don't want to kill myself", 0.95, 1.0),
        ("no i am angry", 0.5, 0.7),
    ],
)
def test_mood(said: str, low: float, high: float) -> None:
    assert low <= score(said) <= high


def test_shouting_is_heard() -> None:
    assert score("agent agent agent") > score("agent please") == 0


@given(st.text())
def test_any_text_scores_between_0_and_1(text: str) -> None:
    assert 0 <= score(text) <= 1


@given(st.sampled_from(["furious", "terrible", "worried"]), st.integers(0, 5))
def test_more_evidence_never_calms(word: str, times: int) -> None:
    said = " and ".join([word] * times)
    assert score(f"{said} {word}") >= score(said)
