"""All that may be said."""

from ivr.speech.evaluation.texts import SENTENCES
from ivr.speech.graph.language import OwnWords, Weights, language, words_of
from ivr.speech.phrases import COMMANDS, DIGITS, LETTERS, NATO, NO, YES


def test_words_as_recognition_writes_them():
    assert words_of("Where\N{RIGHT SINGLE QUOTATION MARK}s order 4512, Mr. O'Neil-Smith?") == (
        *("where's", "order", "four", "five", "one", "two", "mr", "o'neil", "smith"),
    )
    assert words_of("--") == ()


def test_a_companys_own_words_are_in_it():
    own = OwnWords(
        examples=("My Quillophone hums.",), phrases=("quillophone",), names=("Pebblehaven",)
    )
    spoken = language(own)
    assert spoken.sentences["my", "quillophone", "hums"] == Weights().example
    assert spoken.sentences["quillophone",] == Weights().phrase
    assert {"quillophone", "hums", "pebblehaven"} <= set(spoken.frequencies)


def test_it_knows_every_word_that_comes_with_each_step():
    spoken = language(OwnWords())
    always = {word for text in (*COMMANDS, *YES, *NO) for word in text.split()}
    assert always | {*DIGITS, *LETTERS, *NATO} <= set(spoken.frequencies)
    assert {word for sentence in spoken.sentences for word in sentence} <= set(spoken.frequencies)


def test_the_sentences_of_the_measurements_are_not_in_it():
    spoken = language(OwnWords())
    for text in SENTENCES:
        assert words_of(text) not in spoken.sentences
        assert set(words_of(text)) <= set(spoken.frequencies)
