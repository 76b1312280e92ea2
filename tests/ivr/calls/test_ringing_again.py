"""Callers who ring again about a matter, on a line with the shipped policy."""

import pytest

from flows.yaml_io import LIBRARY, load_library
from ivr.calls.events import Decided, TransferRequested
from tests.fakes.caller import Caller
from tests.fakes.shop_line import on_flows

BEFORE = "You've called us about this before,"


@pytest.fixture
def call_of(shop_line, caller_speech):
    """A call of a number, up to the main menu."""
    line = on_flows(shop_line, load_library(LIBRARY))

    def call_of(number: str | None) -> Caller:
        caller = Caller(line, caller_speech, number=number).calls()
        caller.hears("How can I help?")
        return caller

    return call_of


def gives_up_on_an_order(caller: Caller) -> None:
    caller.wants_an_order()
    caller.hears("order number?")
    caller.hangs_up()
    assert not caller.call.caller_flagged


def test_a_matter_left_open_goes_to_a_person_the_next_time(call_of):
    gives_up_on_an_order(call_of("+15005550171"))
    again = call_of("+15005550171")
    again.presses("1")
    again.hears("To hear where an order is, press one.")
    again.presses("1")
    again.hears(BEFORE)
    again.hears("will call you back")
    again.hangs_up()
    wanted = again.one(TransferRequested)
    assert (wanted.queue, wanted.trigger) == ("care", "repeat_call")
    assert again.call.caller_flagged


def test_by_voice_too_with_the_decision_in_the_record(call_of):
    gives_up_on_an_order(call_of("+15005550172"))
    again = call_of("+15005550172")
    again.says("where is my order")
    again.hears(BEFORE)
    again.hangs_up()
    (decided,) = again.of_kind(Decided)
    assert (decided.decision.action, decided.decision.trigger) == ("transfer", "repeat_call")
    assert decided.decision.intent == "track_order"


def test_an_order_that_was_found_may_be_followed_by_another(call_of):
    first = call_of("+15005550173")
    first.wants_an_order()
    first.hears("order number?")
    first.presses("4512#")
    first.hears("anything else")
    first.hangs_up()
    gives_up_on_an_order(call_of("+15005550173"))


@pytest.mark.parametrize("number", [None, "+15005550174"])
def test_nobody_else_is_taken_for_that_caller(call_of, number):
    gives_up_on_an_order(call_of(None))
    gives_up_on_an_order(call_of(number))
