"""Decisions as sentences."""

import pytest

from flows.events import Decision
from flows.yaml_io import LIBRARY, load_library
from ivr.policy.decide import decide
from ivr.policy.explain import explained, figures
from nlu.understanding import Understanding

SHIPPED = load_library(LIBRARY).policy


@pytest.mark.parametrize(
    ("understanding", "sentence"),
    [
        (
            Understanding("words", "track_order", 0.93),
            "Settled by the line: this matter is low-risk and can be settled by the line; "
            "track_order 0.93, counts from 0.40 on",
        ),
        (
            Understanding("words", "track_order", 0.93, distress=0.82),
            "Handed to a person (care): the caller is in distress; "
            "distress 0.82, a person from 0.70 on",
        ),
        (
            Understanding("words", "billing_dispute", 0.8),
            "Handed to a person (billing): the matter is one for a person; "
            "billing_dispute 0.80, counts from 0.40 on",
        ),
        (
            Understanding("words", "speak_to_human", 0.6),
            "Handed to a person (support): the caller asked for a person; "
            "speak_to_human 0.60, counts from 0.20 on",
        ),
        (
            Understanding("words", "refund", 0.5, (("refund", 0.5), ("billing_dispute", 0.42))),
            "Asked again: the matter may as well be one for a person; "
            "refund +0.09 ahead of a matter for people, needs 0.50",
        ),
        (
            Understanding("words", "refund", 0.3),
            "Asked again: it was not clear what the caller wants; "
            "the likeliest matter 0.30, counts from 0.40 on",
        ),
    ],
)
def test_a_decision_reads_as_one_sentence(understanding: Understanding, sentence: str) -> None:
    decision = decide(understanding, SHIPPED)
    assert explained(decision) == f"{sentence}; policy {SHIPPED.version}."
    assert figures(decision) in explained(decision)


def test_one_without_figures_is_its_reason() -> None:
    assert figures(Decision("talk", "The caller answered.")) == ""
    assert explained(Decision("talk", "The caller answered.")) == (
        "Went on talking: the caller answered."
    )
