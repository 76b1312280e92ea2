from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.prompt import Phrase, Prompt, phrases_of


def test_sentences_are_phrases():
    assert phrases_of("Welcome to Warmline. How can I help?") == [
        "Welcome to Warmline.",
        "How can I help?",
    ]


def test_digits_in_groups_stay_together():
    assert phrases_of("Order four five, one two, is on its way.") == [
        "Order four five, one two, is on its way."
    ]


def test_long_sentences_are_divided_at_commas():
    text = (
        "Your parcel left our warehouse on Monday the second of March, "
        "and it should reach you on Thursday, between ten and noon."
    )
    assert phrases_of(text) == [
        "Your parcel left our warehouse on Monday the second of March,",
        "and it should reach you on Thursday, between ten and noon.",
    ]


def test_amounts_and_white_space():
    assert phrases_of("  It costs 3.50 dollars.\n\n Yes?  ") == ["It costs 3.50 dollars.", "Yes?"]
    assert phrases_of(" \n") == []


@given(st.text(st.sampled_from("ab ,.!?;:\n\t"), max_size=300))
def test_no_word_is_lost(text):
    assert " ".join(phrases_of(text)) == " ".join(text.split())


def test_a_prompt_is_the_sum_of_its_phrases():
    prompt = Prompt((Phrase("One.", bytes(800)), Phrase("Two.", bytes(1600))))
    assert (prompt.text, prompt.ms) == ("One. Two.", 300)
