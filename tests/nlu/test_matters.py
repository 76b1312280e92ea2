"""Cutting utterances, and which clauses make matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu import keywords
from nlu.matters import MOST_CLAUSES, clauses_of, matters_in
from nlu.understanding import Understanding


def named(text: str) -> list[str]:
    """Matters by keywords alone."""
    return [intent for intent, _ in matters_in(keywords.understand(text), keywords.understand)]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "i want to track my order and also complain about your driver",
            ("i want to track my order", "complain about your driver"),
        ),
        ("track my order and complain", ("track my order", "complain")),
        ("i ordered shoes and boots yesterday", ("i ordered shoes", "boots yesterday")),
        ("i bought a shirt and shoes", ("i bought a shirt and shoes",)),
        ("where is my order", ("where is my order",)),
        ("i want to know where my order is please", ("i want to know where my order is please",)),
        (
            "i need to change my address i forgot my password",
            ("i need to change my address", "i forgot my password"),
        ),
        (
            "hello can you tell me what are your opening hours",
            ("hello can you tell me what are your opening hours",),
        ),
    ],
)
def test_where_an_utterance_is_cut(text: str, clauses: tuple[str, ...]) -> None:
    assert clauses_of(text) == clauses


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        (
            "where's order four five one two and what are your opening hours",
            ["track_order", "faq_opening_hours"],
        ),
        ("track my order and also complain about your driver", ["track_order", "complaint"]),
        ("i forgot my password and i moved house too", ["reset_password", "update_account"]),
        ("i want to cancel my order and i want a refund", ["cancel_order", "refund"]),
        ("track my order by the way i was charged twice", ["track_order", "billing_dispute"]),
        ("reset my password on top of that i want to complain", ["reset_password", "complaint"]),
        (
            "cancel my order while i'm on what are your opening hours",
            ["cancel_order", "faq_opening_hours"],
        ),
        ("i was charged twice and i want a refund", ["billing_dispute", "refund"]),
        ("it's broken and i want my money back", []),
        ("i cancelled it and where's my money back", []),
        ("where is my order and my package", []),
        ("yes and what are your opening hours", []),
        ("where is my order", []),
        ("", []),
    ],
)
def test_matters_named(text: str, matters: list[str]) -> None:
    assert named(text) == matters


def test_a_clause_that_is_not_clear_is_no_matter() -> None:
    whole = Understanding("where is my order and um the hours", "track_order", 0.9)
    unclear = Understanding("", "faq_opening_hours", 0.5)
    assert matters_in(whole, lambda _: unclear) == ()


@pytest.mark.parametrize(
    ("intent", "confidence", "counts"),
    [("complaint", 0.6, True), ("refund", 0.6, False), ("complaint", 0.5, False)],
)
def test_less_is_enough_for_what_people_settle(
    intent: str, confidence: float, counts: bool
) -> None:
    text = "where is my order and also this other thing"
    answers = {"where is my order": Understanding("", "track_order", 0.9)}
    whole = Understanding(text, "track_order", 0.9)
    found = matters_in(whole, lambda c: answers.get(c, Understanding(c, intent, confidence)))
    assert bool(found) == counts


@given(st.lists(st.sampled_from(["and", "but", "my order", "also", "i want to", "plus", "hours"])))
def test_few_questions_are_asked(words: list[str]) -> None:
    asked: list[str] = []

    def ask(clause: str) -> Understanding:
        asked.append(clause)
        return keywords.understand(clause)

    matters_in(keywords.understand(" ".join(words)), ask)
    assert len(asked) <= MOST_CLAUSES
