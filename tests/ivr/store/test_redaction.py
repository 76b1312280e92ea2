"""No card number, PIN or full address gets past the redactor."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ivr.calls.event_kinds import from_body, to_body
from ivr.calls.events import CallerKeyed, CallerSpoke, PromptStarted, SlotFilled, Understood
from ivr.store.redaction import CARD, SECRET, Redactor, is_luhn, mask_number, redact_text
from nlu.understanding import Entity, Understanding

WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
VISA = "4111111111111111"


def with_check_digit(digits):
    return next(digits + last for last in "0123456789" if is_luhn(digits + last))


CARDS = st.text("0123456789", min_size=12, max_size=18).map(with_check_digit)


def spoken(digits):
    return " ".join(WORDS[int(digit)] for digit in digits)


@given(CARDS, st.sampled_from(["", " ", "-", ".", ", "]), st.integers(1, 6))
def test_written_card_numbers_go(card, gap, group):
    groups = [card[start : start + group] for start in range(0, len(card), group)]
    text = f"my card is {gap.join(groups)} thanks"
    assert redact_text(text) == f"my card is {CARD} thanks"


@given(CARDS)
def test_spoken_card_numbers_go(card):
    assert redact_text(f"it is {spoken(card)} please") == f"it is {CARD} please"


@given(st.text())
def test_any_text_is_searched(text):
    hidden = redact_text(text)
    assert redact_text(hidden) == hidden


PHRASES = [*WORDS, "my", "password", "password is", "passcode:", "pin", "ssn", "social", "security"]
PHRASES += [
    "social security number is",
    "123",
    "45",
    "6789",
    "-",
    "a@b.example",
    "to",
    SECRET,
    CARD,
]


@given(st.lists(st.sampled_from(PHRASES)))
def test_what_was_hidden_stays_as_it_is(phrases):
    hidden = redact_text(" ".join(phrases))
    assert redact_text(hidden) == hidden


@given(st.text("0123456789", min_size=13, max_size=19))
def test_other_long_numbers_stay(digits):
    windows = [digits[i : i + n] for n in range(13, 20) for i in range(len(digits) - n + 1)]
    assume(not any(is_luhn(window) for window in windows))
    assert redact_text(digits) == digits


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("four triple one triple one triple one triple one triple one", CARD),
        ("forty one eleven eleven eleven eleven eleven eleven eleven", CARD),
        ("four one one one uh one one one one one one one one one one one one", CARD),
        ("four one one one and then one one one one one one one one one one one one", CARD),
        ("for one won one one one one one one one one one one one one one", CARD),
        ("forty one one one then quadruple one quadruple one quadruple one", CARD),
        ("the password is to be changed", "the password is to be changed"),
        ("order four five one two", "order four five one two"),
        ("order 4512 placed 2026 03 04", "order 4512 placed 2026 03 04"),
        ("my pin is four five one two", f"my pin is {SECRET}"),
        ("the security code is 123 ok", f"the security code is {SECRET} ok"),
        ("pin number 4512", f"pin number {SECRET}"),
        ("spinning 4512", "spinning 4512"),
        ("my password is swordfish", f"my password is {SECRET}"),
        ("My password's Sword-fish99, thanks", f"My password's {SECRET}, thanks"),
        ("the password is hunter2 can you reset it", f"the password is {SECRET} can you reset it"),
        ("my passphrase is: hunter2", f"my passphrase is: {SECRET}"),
        ("my password is not working", "my password is not working"),
        ("my password is wrong", "my password is wrong"),
        ("i forgot my password", "i forgot my password"),
        ("a password reset please", "a password reset please"),
        ("my social security number is 123 45 6789", f"my social security number is {SECRET}"),
        ("my social is one two three four five six seven eight nine", f"my social is {SECRET}"),
        ("ssn 123-45-6789", f"ssn {SECRET}"),
        ("it is 123-45-6789", f"it is {SECRET}"),
        ("123 45 6789", SECRET),
        (
            "for social security you need one two three forty five six seven eight nine right",
            f"for social security you need {SECRET} right",
        ),
        ("the last four of my social are fine", "the last four of my social are fine"),
        ("my social security card for order 4512", "my social security card for order 4512"),
        ("ssn aside ring me on 212 555 0142", "ssn aside ring me on 212 555 0142"),
        ("ring 212-555-0142 or +1 212 555 0142", "ring 212-555-0142 or +1 212 555 0142"),
        (
            "two one two five five five oh one four two",
            "two one two five five five oh one four two",
        ),
        ("tracking 123456789", "tracking 123456789"),
        ("my postcode is 00112", "my postcode is 00112"),
        ("marigold.penhallow@example.com", "m…@example.com"),
        ("marigold dot penhallow at example dot com", "m… at example dot com"),
        ("be there at nine", "be there at nine"),
    ],
)
def test_what_goes_and_what_stays(text, hidden):
    assert redact_text(text) == hidden


def test_check_digits():
    assert is_luhn(VISA)
    assert not is_luhn("4111111111111112")


@pytest.mark.parametrize(
    ("number", "masked"),
    [("+15005550101", "…0101"), ("anonymous", "…"), ("", "…"), ("1234", "…")],
)
def test_numbers_are_masked(number, masked):
    assert mask_number(number) == masked


def stored(kind, event):
    return from_body(kind, Redactor().event_body(to_body(event)))


def test_what_is_keyed_for_a_secret_slot_goes_whole():
    assert stored("caller_keyed", CallerKeyed("4512", "pin")) == CallerKeyed(SECRET, "pin")
    assert stored("caller_keyed", CallerKeyed("4512", "order_number")).digits == "4512"


def test_what_is_said_for_a_secret_slot_goes_whole():
    spoke = CallerSpoke("for five won too", 0, 900, 1400, "digits", slot="pin")
    assert stored("caller_spoke", spoke).text == SECRET
    entity = Entity("order_number", "4512", "four five one two", 0, 17)
    meaning = Understanding("four five one two", "provide_number", 0.9, (), (entity,))
    understood = stored("understood", Understood(meaning, 3.0, slot="pin"))
    assert "4512" not in str(understood)
    assert "four five" not in str(understood)
    assert understood.understanding.intent == "provide_number"


def test_a_secret_slot_keeps_no_value():
    assert stored("slot_filled", SlotFilled("verify.pin", "4512", "keys")).value == SECRET
    assert stored("caller_keyed", CallerKeyed("4512", "verify.pin")).digits == SECRET
    assert stored("slot_filled", SlotFilled("pin", "4512", "keys")).value == SECRET
    assert stored("slot_filled", SlotFilled("order_number", "4512", "keys")).value == "4512"


def test_cards_are_found_however_deep():
    event = SlotFilled("answers", {"list": [{"card": VISA}, int(VISA)]}, "voice")
    assert VISA not in str(stored("slot_filled", event))
    prompt = PromptStarted("p1", "a.b", f"you said {VISA}", (("m1", f"you said {VISA}"),))
    assert VISA not in str(stored("prompt_started", prompt))


def test_names_we_gave_stay():
    prompt = PromptStarted(VISA, "a.b", "hello")
    assert stored("prompt_started", prompt).prompt_id == VISA


@given(CARDS)
def test_no_event_keeps_a_card(card):
    spoke = CallerSpoke(f"it is {card} i think", 0, 1, 2, "open")
    kept = re.sub(r"\D", "", stored("caller_spoke", spoke).text)
    assert kept == ""
