import pytest

from flows.events import Grammar
from ivr.speech.barge_in import Prompt, interrupts, is_back_channel
from ivr.speech.expectation import expectation_of

OPEN = expectation_of(Grammar())
DIGITS = expectation_of(Grammar("digits"))
YES_NO = expectation_of(Grammar("yes_no"))
PHRASES = expectation_of(Grammar("phrases", ("billing",)))


@pytest.mark.parametrize(
    ("text", "expectation", "stops"),
    [
        ("uh huh", OPEN, False),
        ("uh huh", YES_NO, False),
        ("okay", OPEN, False),
        ("okay okay", YES_NO, False),
        ("yeah right", OPEN, False),
        ("mm hmm", DIGITS, False),
        ("oh", DIGITS, False),
        ("", OPEN, False),
        ("[unk] [unk]", OPEN, False),
        ("[unk] the", OPEN, False),
        ("order", OPEN, False),
        ("yes", OPEN, False),
        ("yes", YES_NO, True),
        ("no", OPEN, True),
        ("wait", OPEN, True),
        ("no wait", DIGITS, True),
        ("agent", YES_NO, True),
        ("four", OPEN, False),
        ("four", DIGITS, True),
        ("billing", PHRASES, True),
        ("billing", OPEN, False),
        ("order number", OPEN, True),
        ("[unk] order number", OPEN, True),
    ],
)
def test_words_stop_a_prompt_and_murmurs_do_not(text, expectation, stops):
    assert interrupts(text, expectation) is stops


@pytest.mark.parametrize(
    ("text", "expectation", "murmured"),
    [
        ("uh huh", YES_NO, True),
        ("okay", OPEN, True),
        ("yes", OPEN, True),
        ("yes", YES_NO, False),
        ("refund", OPEN, False),
        ("no", OPEN, False),
    ],
)
def test_whole_utterances_over_a_prompt(text, expectation, murmured):
    assert is_back_channel(text, expectation) is murmured


def test_words_must_persist():
    prompt = Prompt(playing=True)
    assert not prompt.is_stopped_by("a human", OPEN, 0)
    assert not prompt.is_stopped_by("uh huh", OPEN, 200)
    assert not prompt.is_stopped_by("no", OPEN, 400)
    assert not prompt.is_stopped_by("no", OPEN, 500)
    assert prompt.is_stopped_by("no wait", OPEN, 600)
    assert not prompt.is_stopped_by("no wait please", OPEN, 900)
    assert not prompt.is_stopped()


def test_some_prompts_are_heard_to_their_end():
    prompt = Prompt(playing=True, interruptible=False)
    assert not prompt.is_stopped_by("no wait", OPEN, 0)
    assert not prompt.is_stopped_by("no wait", OPEN, 1000)
    assert not prompt.is_stopped()


def test_no_prompt_no_interruption():
    assert not Prompt().is_stopped()
