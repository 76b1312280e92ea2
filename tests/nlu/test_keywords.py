"""Understanding while Rasa is away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.keywords import understand


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("agent please", "speak_to_human"),
        ("i want to speak to a person", "speak_to_human"),
        ("put me through to somebody real", "speak_to_human"),
        ("where is my order", "track_order"),
        ("uh hi i'm calling about my order it still hasn't come", "track_order"),
        ("can you cancel my order", "cancel_order"),
        ("i want my money back", "refund"),
        ("i forgot my password", "reset_password"),
        ("what are your opening hours", "faq_opening_hours"),
        ("you charged me twice", "billing_dispute"),
        ("this is ridiculous i am furious", "complaint"),
        ("yes", "affirm"),
        ("uh yes please", "affirm"),
        ("no that's wrong", "deny"),
        ("repeat that please", "repeat"),
        ("that's all thank you", "goodbye"),
        ("go back", "go_back"),
        ("start over", "start_over"),
        ("main menu please", "main_menu"),
        ("slower please", "slower"),
        ("wait a second", "wait"),
        ("let me look", "wait"),
        ("where is the nearest store", "faq_store_finder"),
        ("do you have a shop near springfield", "faq_store_finder"),
        ("i moved house", "update_account"),
        ("yeah go on", "affirm"),
        ("mm hm", "affirm"),
        ("nah", "deny"),
        ("my order number is four five one two", "provide_number"),
        ("purple monkey dishwasher", "out_of_scope"),
        ("", "out_of_scope"),
    ],
)
def test_what_must_stay_within_reach(said: str, intent: str) -> None:
    understanding = understand(said)
    assert (understanding.intent, understanding.source) == (intent, "keywords")


def test_a_plea_for_a_person_outweighs_the_matter() -> None:
    ranking = understand("i want to speak to someone about my order").ranking
    assert next(intent for intent, _ in ranking) == "speak_to_human"
    assert "track_order" in dict(ranking)


def test_confidence_is_modest() -> None:
    assert 0.4 < understand("where is my order").confidence < 0.6


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    assert 0 <= understand(text).confidence <= 1
