"""Things that happen at once: two streams, words over a farewell, a turn that takes its time."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from ivr.calls.arrivals import Arrivals, NextMove
from ivr.calls.events import CallEnded, NoiseNoted, PromptHeard, StreamClosed, TransferRequested
from telephony.mulaw import encode
from tests.fakes.caller import Caller
from tests.fakes.shop_line import settings_in


def test_a_newer_stream_takes_over_from_one_that_never_closed(caller):
    caller.calls()
    caller.wants_an_order()
    caller.hears("What's your order number?")
    old = caller.phone
    caller.connects()
    assert old.is_gone
    caller.hears("Sorry, we lost the line for a moment. What's your order number?")
    caller.presses("4512#")
    caller.hears("It should arrive on")
    caller.hangs_up()
    reasons = [closed.reason for closed in caller.of_kind(StreamClosed)]
    assert reasons == ["superseded", "stopped"]
    assert caller.one(CallEnded) == CallEnded("contained", "caller_hung_up")


@pytest.mark.parametrize("by", ["words", "a key"])
def test_a_caller_who_speaks_up_at_the_farewell_is_heard(caller, by):
    caller.calls()
    caller.hears("How can I help?")
    caller.says("goodbye")
    caller.phone.until(lambda: caller.phone.is_playing)
    if by == "words":
        caller.interrupts("i want to speak to a person", after_ms=200)
    else:
        caller.presses("0")
    caller.hears("will call you back")
    caller.hangs_up()
    assert caller.one(TransferRequested).trigger == "asks_for_person"
    assert caller.one(CallEnded) == CallEnded("abandoned", "caller_hung_up")


def test_noise_over_a_prompt_does_not_answer_it(caller):
    rng = np.random.default_rng(11)
    caller.calls()
    caller.phone.until(lambda: caller.phone.is_playing)
    caller.phone.wait(1000)
    caller.phone.say(encode((rng.standard_normal(8 * 1200) * 3000).astype(np.int16)))
    caller.hears("How can I help?")
    caller.asks_for_hours()
    caller.hears("anything else")
    caller.hangs_up()
    assert caller.of_kind(PromptHeard)[-1].complete
    assert len(caller.of_kind(NoiseNoted)) <= 1
    assert caller.one(CallEnded).outcome == "contained"


class Slow:
    """Takes its time to understand."""

    def __init__(self, real) -> None:
        self._real = real
        self.let_go = threading.Event()

    def understand(self, text: str):
        self.let_go.wait(30)
        return self._real.understand(text)


def test_slow_understanding_is_bridged_by_a_word(shop_line, caller_speech):
    slow = Slow(shop_line.understander)
    caller = Caller(replace(shop_line, understander=slow), caller_speech).calls()
    caller.hears("How can I help?")
    caller.says("where is my order")
    caller.hears("One moment, please.")
    slow.let_go.set()
    caller.hears("What's your order number?")
    caller.hangs_up()


def test_a_call_for_which_no_thread_is_left_is_offered_a_callback(
    shop_line, caller_speech, tmp_path
):
    small = replace(shop_line, settings=settings_in(tmp_path, web_threads=4))
    busy = [Caller(small, caller_speech).calls() for _ in range(2)]
    for caller in busy:
        caller.hears("thank you for calling")
    late = Caller(small, caller_speech)
    assert late.rings() is NextMove.EMERGENCY
    for caller in busy:
        caller.hangs_up()
    assert Caller(small, caller_speech).rings() is NextMove.CONNECT


def test_the_end_of_a_call_may_be_told_before_its_last_turn_is_over(caller):
    caller.calls()
    caller.presses("3")
    caller.phone.hang_up()
    assert Arrivals(caller.line).stream_over(caller.call_sid) is NextMove.HANG_UP
    assert caller.ending == "stopped"
    assert len(caller.of_kind(CallEnded)) == 1
