"""How long a whisper takes, by the line's real voice."""

from datetime import UTC, datetime

import pytest

from ivr.config import GivenSettings
from ivr.transfer.summary import next_steps
from ivr.transfer.summary.facts import (
    Facts,
    FailedStep,
    Identity,
    Matter,
    Mood,
    Order,
    Reason,
    Tried,
)
from ivr.transfer.summary.tried import _FAILED, _SENTENCES
from ivr.transfer.summary.whisper import MOST_WORDS, sayable, seconds, whisper
from telephony.synthesis import Synthesiser

KEYS = "Press 1 to accept, 2 to decline, 3 to hear this again."
LIMIT_S = 15.0
LONGEST = 60
"""So many of the longest whispers are spoken."""
WISH = (
    "i have been waiting for three weeks now and nobody could tell me why the parcel with the "
    "lanterns for my daughter's wedding went to the wrong depot"
)
ASKS = [rule.ask for rule in (*next_steps.RULES, *next_steps.MATTERS, *next_steps.FALLBACKS)]


def facts(**known):
    reason = Reason("distress", "The caller is in distress", "care", "Customer care")
    asked = {"wish": WISH, "asked_of_agent": "make the account change"}
    return Facts("CA1", "", None, datetime(2026, 3, 4, tzinfo=UTC), reason, **{**asked, **known})


def all_kinds():
    """Whispers with every result and every request, of calm and upset callers with long names."""
    names = ("Marigold Penhallow", "Christabel Alexandra Featherstonehaugh")
    order = Order("4512", "out_for_delivery", talked_of=True)
    for name in names:
        for level in ("calm", "very_upset"):
            common = {"identity": Identity(True, "PIN", None, name), "mood": Mood(level, 0.9)}
            for ask in filter(None, ASKS):
                yield facts(asked_of_agent=ask, orders=(order,), **common)
            for sentence in (*_SENTENCES.values(), *_FAILED.values()):
                done = (Tried("any", "result", sentence),)
                yield facts(tried=done, orders=(order,), **common)
            step = FailedStep("a.b", "the account phone number", 3, "-", gave_up=True)
            yield facts(failed_steps=(step,), **common)


@pytest.fixture(scope="module")
def voice():
    synthesiser = Synthesiser()
    yield synthesiser
    synthesiser.close()


def test_the_longest_whispers_and_the_keys_take_less_than_fifteen_seconds(voice):
    usual = GivenSettings()
    whispers = sorted({whisper(each) for each in all_kinds()}, key=seconds)[-LONGEST:]
    took = {
        text: voice.speak(f"{text} {KEYS}", usual.voice, usual.voice_rate_wpm).size / 8000
        for text in whispers
    }
    assert all(len(text.split()) <= MOST_WORDS for text in took)
    assert max(took.values()) < LIMIT_S, took
    assert min(took.values()) > LIMIT_S / 2, took


def test_every_part_of_a_whisper_is_told_whatever_was_tried():
    """Only a caller's words and name are cut short."""
    for each in all_kinds():
        text = whisper(each)
        assert "verified" in text
        assert "Says: i have been waiting" in text
        assert text.endswith(f"{each.asked_of_agent}.")
        if each.tried:
            assert each.tried[0].sentence in text
        assert text.count(".") == 4, text


def test_numbers_are_spoken_digit_by_digit():
    assert sayable("order 4512 of 2024", 12) == "order four five, one two of two zero, two four"


@pytest.mark.parametrize(
    ("text", "most", "spoken"),
    [
        ("one two three four", 4, "one two three four"),
        ("one two three four", 3, "one two three"),
        ("<b>it's</b> [secret] & {more}", 9, "b it's b secret more"),
        ("x" * 40, 4, ""),
        ("", 4, ""),
    ],
)
def test_what_can_be_said_of_a_text(text, most, spoken):
    assert sayable(text, most) == spoken


def test_a_matter_chosen_by_key_is_told_by_its_name():
    matter = Matter("refund", "a refund", "", "open", "")
    assert "It's about a refund." in whisper(facts(wish="", matters=(matter,)))
