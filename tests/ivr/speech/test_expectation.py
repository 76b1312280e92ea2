import pytest

from flows.events import Grammar
from ivr.speech.expectation import Standing, expectation_of

DIGITS = expectation_of(Grammar("digits", digits_min=4, digits_max=8))
YES_NO = expectation_of(Grammar("yes_no"))
PHRASES = expectation_of(Grammar("phrases", ("order tracking", "billing")))
OPEN = expectation_of(Grammar())
LETTERS = expectation_of(Grammar("letters", digits_max=12))


@pytest.mark.parametrize(
    "text",
    [
        "four five one two",
        "double four seven oh nine",
        "forty five twelve",
        "my order number is four five one two",
        "it's triple six one",
        "four five one three no sorry two",
        "um four five one two please",
        "four thousand five hundred and twelve",
        "no",
        "i don't know",
        "i want to speak to a person",
        "repeat that please",
        "one moment please",
    ],
)
def test_answers_to_a_question_for_digits(text):
    assert DIGITS.accepts(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "um",
        "my order number is",
        "my order number",
        "double",
        "four five double",
        "four [unk] one two",
        "[unk]",
        "three number",
        "four five and",
        "order tracking",
        "want a",
        "i want a person double three five",
        "four five agent please",
    ],
)
def test_fragments_are_refused(text):
    assert not DIGITS.accepts(text)


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "yeah go on",
        "sure why not",
        "nah",
        "yeah that's right",
        "no that's wrong",
        "uh huh",
        "um yes please",
        "no go back",
    ],
)
def test_yes_and_no_in_all_forms(text):
    assert YES_NO.accepts(text)


@pytest.mark.parametrize("text", ["that's", "four", "yes four", "is that", "please", "yes [unk]"])
def test_neither_yes_nor_no(text):
    assert not YES_NO.accepts(text)


@pytest.mark.parametrize(
    "text",
    [
        "b o b",
        "b as in bravo o b for bravo",
        "bravo oscar bravo",
        "h i double l",
        "my name is b o p no sorry b",
        "w one two a oh five",
        "go back",
    ],
)
def test_answers_to_a_question_for_letters(text):
    assert LETTERS.accepts(text)


@pytest.mark.parametrize("text", ["", "my name is", "b as in", "h i double", "b [unk]", "where b"])
def test_no_spelling(text):
    assert not LETTERS.accepts(text)


def test_phrases_only_whole():
    assert PHRASES.accepts("order tracking")
    assert PHRASES.accepts("billing please")
    assert PHRASES.accepts("agent")
    assert not PHRASES.accepts("order")
    assert not PHRASES.accepts("tracking order")


def test_an_open_question_takes_words_but_no_hesitation():
    assert OPEN.accepts("where is my order")
    assert not OPEN.accepts("um uh")
    assert not OPEN.accepts("where is [unk]")


def test_without_universal_commands():
    strict = expectation_of(Grammar("digits"), commands=False)
    assert strict.accepts("four")
    assert not strict.accepts("agent")


@pytest.mark.parametrize(
    ("expectation", "text", "standing"),
    [
        (DIGITS, "", Standing.NOTHING),
        (DIGITS, "[unk]", Standing.NOTHING),
        (DIGITS, "four five", Standing.MORE_DIGITS),
        (DIGITS, "four five double", Standing.MORE_DIGITS),
        (DIGITS, "four five one two", Standing.ENOUGH),
        (DIGITS, "double four double five", Standing.ENOUGH),
        (DIGITS, "four five one two please", Standing.ENOUGH),
        (DIGITS, "four five one two four five one two", Standing.COMPLETE),
        (DIGITS, "my order number is", Standing.UNFINISHED),
        (DIGITS, "four five one two no sorry", Standing.UNFINISHED),
        (DIGITS, "agent please", Standing.COMPLETE),
        (YES_NO, "yes", Standing.COMPLETE),
        (YES_NO, "yes but", Standing.UNFINISHED),
        (PHRASES, "billing", Standing.COMPLETE),
        (LETTERS, "b", Standing.MORE_DIGITS),
        (LETTERS, "b o b", Standing.ENOUGH),
        (LETTERS, "b is in", Standing.UNFINISHED),
        (LETTERS, "b o p no sorry", Standing.UNFINISHED),
        (LETTERS, "agent please", Standing.COMPLETE),
        (LETTERS, "a b c d e f g h i j k l", Standing.COMPLETE),
        (OPEN, "where is my order", Standing.SENTENCE),
        (OPEN, "where is my order and", Standing.UNFINISHED),
        (OPEN, "i want to track my", Standing.UNFINISHED),
        (OPEN, "where is my order four five", Standing.ENOUGH),
    ],
)
def test_how_far_an_utterance_has_come(expectation, text, standing):
    assert expectation.standing(text) is standing


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("four five one two", True),
        ("four five", False),
        ("four five one three no sorry two", False),
        ("agent", True),
    ],
)
def test_numbers_that_need_no_question(text, plain):
    assert DIGITS.is_plain(text) is plain
