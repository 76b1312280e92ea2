"""Opening hours at noon of Monday the second of March."""

from dataclasses import replace
from datetime import date, time

import pytest

from flows.events import MatterSettled
from flows.hours import Holiday, Hours

NINE_TO_SIX = ((time(9), time(18)),)
TODAY = date(2026, 3, 2)
WEEK = "Monday from nine in the morning to six in the evening"


@pytest.fixture
def ask(call):
    """Asks a line with these hours for them."""

    def make(week: dict, holidays: dict | None = None, key: bool = False) -> str:
        call.flows = replace(call.flows, hours=Hours(week, holidays or {}))
        if key:
            call.key("3")
            return call.key("1")
        return call.say("what are your hours", "faq_opening_hours")

    return make


@pytest.mark.parametrize("key", [True, False])
def test_open_now(ask, call, key):
    said = ask({"monday": NINE_TO_SIX}, key=key)
    assert said.startswith("We're open now, until six in the evening. These are our hours: Monday")
    assert call.all(MatterSettled) == [MatterSettled("faq_opening_hours", "faq_opening_hours")]


def test_closed_now(ask):
    said = ask({"monday": ((time(13), time(18)),)})
    assert said.startswith("We're closed right now. We'll be open from one in the afternoon on.")
    assert "Monday from one in the afternoon to six in the evening" in said


def test_closed_all_day(ask):
    assert "We'll be open from tomorrow at nine in the morning on." in ask({"tuesday": NINE_TO_SIX})


def test_a_shop_that_never_opens_promises_no_opening(ask):
    assert ask({}).startswith("These are our hours: Monday to Sunday closed.")


@pytest.mark.parametrize(
    ("holiday", "words"),
    [
        (Holiday("Pancake Day"), "Today is Pancake Day, so we're closed today."),
        (
            Holiday("Half Day", ((time(10), time(14)),)),
            "so today we're open from ten in the morning to two in the afternoon.",
        ),
    ],
)
def test_a_holiday_is_told_first(ask, holiday, words):
    said = ask({"monday": NINE_TO_SIX}, {TODAY: holiday})
    assert words in said
    assert "open now" not in said
    assert WEEK in said
