"""A scripted call made from a call in text."""

import pytest

from flows.events import Grammar, HangUp, Keys, Listen, MatterBegan, MatterSettled, Speak
from ivr.rehearsal.expectations import read_expectations
from ivr.rehearsal.saved_call import Exchange, fragment, has_secret, saved_call
from telephony.simulator import parse
from telephony.simulator.turns import HangUp as PutDown
from telephony.simulator.turns import Hear, KeepSilent, Press, Say

MENU = Listen("a.b", Grammar(), Keys(menu=(("1", "track my order"),)), silence_s=7.5)
NUMBER = Listen("a.c", Grammar("digits"), Keys(4, 8))
PIN = Listen("a.d", Grammar("digits"), Keys(6, 6), secret=True)


def said(text: str) -> Speak:
    return Speak("a.b", text)


BEGUN = Exchange(None, None, (said("Hello. How can I help?"), MENU))


def acts(*exchanges: Exchange) -> list[object]:
    return [turn.act for turn in parse(saved_call((BEGUN, *exchanges), "+15005550123")).turns]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What's your order number?", "what's your order number"),
        ("It should arrive on Friday the twenty-seventh of November.", "it should arrive on"),
        ("Order four five, one two is on its way.", "is on its way"),
        ("You have 3 orders: one is late.", "is late"),
        ("Shall a person call you back today on this number please?", "on this number please"),
        ("That was 4,512. Goodbye.", "that was"),
        ("Goodbye.", None),
        ("Four five one two.", None),
        ("", None),
    ],
)
def test_a_fragment_stays_the_same_on_another_day(text: str, words: str | None) -> None:
    assert fragment(text) == words


def test_words_keys_silence_and_the_end() -> None:
    played = acts(
        Exchange("where is my order", MENU, (said("What's your order number?"), NUMBER)),
        Exchange("#4512", NUMBER, (said("Please key your PIN."), PIN)),
        Exchange("#123456", PIN, (said("One. Two."), MENU)),
        Exchange("", MENU, (said("Are you still there?"), MENU)),
        Exchange("#1", MENU, (said("What's your order number?"), NUMBER)),
        Exchange("#", NUMBER, (said("Sorry, how can I help?"), MENU)),
        Exchange("#0", MENU, (said("A person will call you."), MENU)),
    )
    assert played == [
        Hear("how can i help"),
        Say("where is my order"),
        Hear("what's your order number"),
        Press("4512#"),
        Hear("please key your pin"),
        Press("123456"),
        KeepSilent(7.5),
        Hear("are you still there"),
        Press("1"),
        Hear("what's your order number"),
        Press("#"),
        Hear("how can i help"),
        Press("0"),
        Hear("person will call you"),
        PutDown(),
    ]


def test_what_is_expected() -> None:
    asked = (MatterBegan("track_order", "f"), said("What's your order number?"), NUMBER)
    over = (
        said("It is on its way."),
        MatterSettled("track_order", "f"),
        said("Thank you for calling."),
        HangUp("contained"),
    )
    call = (BEGUN, Exchange("where is my order", MENU, asked), Exchange("#4512", NUMBER, over))
    script = parse(saved_call(call, "+15005550123"))
    assert script.caller.number == "+15005550123"
    assert not any(isinstance(turn.act, PutDown) for turn in script.turns)
    assert read_expectations("x", script.rest["expect"]) == {
        "outcome": "contained",
        "settled": ["track_order"],
        "intent": "track_order",
        "heard": ["what's your order number", "is on its way"],
    }


def test_a_call_left_early_expects_no_outcome() -> None:
    assert "expect" not in parse(saved_call((BEGUN,), "+15005550123")).rest


def test_a_secret_entry_is_noticed() -> None:
    assert has_secret((BEGUN, Exchange("#123456", PIN, ())))
    assert not has_secret((BEGUN, Exchange("", PIN, ()), Exchange("#4512", NUMBER, ())))
