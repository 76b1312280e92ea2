"""Parts of a call that die or hang: the stream, the turn, the ear, the process that speaks."""

import os
import signal
import threading
from dataclasses import replace

import pytest

from ivr.calls.arrivals import Arrivals, NextMove
from ivr.calls.events import CallEnded, FaultHappened, StreamClosed, TransferRequested
from ivr.speech.voice import Voice, VoiceSettings
from telephony.synthesis import Synthesiser
from tests.fakes.caller import Caller
from tests.fakes.deaf import Deaf


class Stuck:
    """Understands nothing until it is let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def understand(self, text: str):
        self.let_go.wait()
        raise LookupError(text)


@pytest.mark.calls
def test_a_stream_that_falls_silent_and_a_turn_that_hangs_are_given_up(shop_line, caller_speech):
    stuck = Stuck()
    hanging = Caller(replace(shop_line, understander=stuck), caller_speech).calls()
    hanging.hears("How can I help?")
    hanging.says("where is my order")
    silent = Caller(shop_line, caller_speech).calls()
    silent.hears("How can I help?")
    silent.phone.keeps_quiet = True

    assert silent.ending == "lost"
    assert silent.one(FaultHappened).code == "stream_silent"
    assert Arrivals(shop_line).stream_over(silent.call_sid) is NextMove.CONNECT

    assert hanging.ending == "turn_stuck"
    assert hanging.one(FaultHappened).code == "turn_stuck"
    assert Arrivals(shop_line).stream_over(hanging.call_sid) is NextMove.EMERGENCY
    stuck.let_go.set()


def test_a_line_that_cannot_hear_any_more_says_so_and_fetches_a_person_by_keys(
    shop_line, caller_speech
):
    caller = Caller(
        replace(shop_line, recognisers=Deaf(shop_line.recognisers.pool())), caller_speech
    ).calls()
    caller.hears("How can I help?")
    caller.says("where is my order")
    caller.hears("I'm sorry, I can't hear you any more, but your keys still work.")
    caller.hears("That's our fault, not yours.")
    caller.hears("Or press three to leave a message.")
    caller.presses("1")
    caller.hears("Goodbye.")
    assert caller.ending == "ended"
    fault = caller.one(FaultHappened)
    assert (fault.part, fault.code) == ("speech", "recogniser_broken")
    assert caller.one(TransferRequested).trigger == "system_failure"
    assert caller.one(StreamClosed).reason == "ended"
    assert caller.one(CallEnded).outcome == "callback"


def test_a_speech_process_that_is_killed_in_mid_call_is_replaced(shop_line, caller_speech):
    synthesiser = Synthesiser()
    voice = Voice(synthesiser, VoiceSettings())
    voice.warm()
    caller = Caller(replace(shop_line, voice=voice), caller_speech).calls()
    caller.hears("How can I help?")
    killed = synthesiser.pid
    os.kill(killed, signal.SIGKILL)
    caller.wants_an_order()
    caller.hears("What's your order number?")
    caller.presses("4522#")
    caller.hears("It went to your neighbor at number twelve.")
    caller.hangs_up()
    assert synthesiser.pid not in (None, killed)
    assert not caller.of_kind(FaultHappened)
    synthesiser.close()
