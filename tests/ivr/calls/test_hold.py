"""A caller holds for a person: real transfers on a real database, agents who do as a test says."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import update

from flows.policy import TransferLimits
from ivr.calls.arrivals import Arrivals, NextMove
from ivr.calls.events import (
    CallbackStored,
    CallEnded,
    CallerSpoke,
    FaultHappened,
    Understood,
)
from ivr.store import transfers
from ivr.store.agents import Agent, AgentState
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure
from ivr.store.transfers import Transfer
from ivr.transfer.parts import TransferParts
from ivr.transfer.states import TransferState
from ivr.transfer.transfers import Transfers
from ivr.transfer.wish import Meeting
from ivr.wiring import Line
from telephony.mulaw import SAMPLE_RATE, decode
from telephony.statuses import CallStatus
from tests.fakes.caller import Caller
from tests.fakes.shop_line import on_flows, settings_in, wired
from tests.fakes.telephone import attempt_of, leg_of
from tests.fakes.transfers import Stage

REASSURED = "I'm getting someone from our support team."
QUIETEST = 200
"""Samples below that are silence, of 32768."""


@pytest.fixture(scope="module")
def own_line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """A line whose agents no other test sees."""
    line = wired(settings_in(tmp_path_factory.mktemp("hold")))
    yield line
    line.recorder.close()
    line.database.close()


@pytest.fixture
def stage(own_line: Line, tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(own_line.database, tmp_path)
    yield stage
    stage.close()
    with own_line.database.writing() as session:
        session.execute(update(Agent).values(state=AgentState.AWAY))


@pytest.fixture
def line(own_line: Line, stage: Stage) -> Line:
    return replace(own_line, transfers=stage.transfers)


@pytest.fixture
def caller(line: Line, caller_speech) -> Caller:
    return Caller(line, caller_speech)


@pytest.fixture
def agent(stage: Stage, request: pytest.FixtureRequest) -> int:
    """One who is free."""
    return stage.agent(f"ada {request.node.name}")


@pytest.fixture
def busy_agent(stage: Stage, request: pytest.FixtureRequest) -> int:
    """One who talks to somebody else, so that callers wait."""
    return stage.agent(f"bea {request.node.name}", state=AgentState.IN_CALL)


def asks(caller: Caller) -> Caller:
    """Ring, and ask for a person."""
    caller.calls()
    caller.presses("0")
    caller.hears(REASSURED)
    return caller


def transfer_of(caller: Caller) -> Transfer:
    with caller.line.database.reading() as session:
        (only,) = transfers.of_call(session, caller.call_sid)
    return only


def longest_silence_s(sound: bytes) -> float:
    loud = np.abs(decode(sound).astype(np.int32)) >= QUIETEST
    heard = np.flatnonzero(np.concatenate([[True], loud, [True]]))
    return float(np.diff(heard).max()) / SAMPLE_RATE


def test_one_who_waits_hears_their_place_the_way_out_and_music_without_a_gap(caller, busy_agent):
    asks(caller)
    caller.hears("You're next in line. To be called back instead, press one.")
    began = len(caller.phone.heard)
    caller.hears("You're the next one. If you'd rather be called back, press one.")
    caller.phone.wait(10_000)
    held = bytes(caller.phone.heard[began:])
    assert len(held) > 35 * SAMPLE_RATE
    assert longest_silence_s(held) < 1.0
    caller.hangs_up()


def test_the_second_in_line_hears_so(line, caller_speech, caller, busy_agent):
    asks(caller).hears("You're next in line.")
    second = Caller(line, caller_speech)
    asks(second).hears("You're number two in line.")
    caller.hangs_up()
    second.hears("You're next in line.")
    second.hangs_up()


def test_somebody_who_takes_the_call_is_met_without_a_word(caller, stage, agent):
    asks(caller).hears("I'm calling somebody now.")
    caller.phone.wait(3000)
    stage.meet(transfer_of(caller).id)
    assert caller.ending == "handed_over"
    assert caller.phone.clears[-1] > 0
    assert isinstance(Arrivals(caller.line).stream_over(caller.call_sid), Meeting)
    over = Arrivals(caller.line).transfer_over(caller.call_sid, CallStatus.IN_PROGRESS)
    assert over is NextMove.CONNECT
    caller.connects().hears("Your conversation has ended. If you were cut off, press one.")
    assert not caller.was_told("we lost the line")
    caller.hangs_up()
    assert caller.one(CallEnded).outcome == "transferred"
    assert not caller.of_kind(FaultHappened)


def test_one_for_a_callback_calls_the_transfer_off(caller, stage, agent):
    asks(caller).hears("To be called back instead, press one.")
    caller.phone.wait(2000)
    caller.presses("1")
    caller.hears("Then our support team will call you back.")
    ended = transfer_of(caller)
    assert (ended.state, ended.why) == (TransferState.CALLED_OFF, "callback")
    assert "hang_up" in stage.telephone.to(leg_of(stage.telephone.placed[-1]))
    caller.hears("the number you're calling from")
    caller.presses("1")
    caller.hears("Goodbye.")
    assert caller.ending == "ended"
    assert caller.one(CallEnded).outcome == "callback"
    assert caller.one(CallbackStored).queue == "support"


def test_another_key_brings_the_way_out_and_the_music_goes_on(caller, busy_agent):
    asks(caller).hears("You're next in line.")
    caller.presses("7")
    caller.hears("To be called back, press one. Or just stay on the line.")
    caller.phone.wait(5000)
    assert caller.phone.is_playing
    assert transfer_of(caller).ended_at is None
    caller.hangs_up()


def test_words_are_recorded_and_neither_stop_the_music_nor_mean_anything(caller, busy_agent):
    asks(caller).hears("To be called back instead, press one.")
    stopped = len(caller.phone.clears)
    caller.says("where is my order")
    caller.phone.until(lambda: caller.of_kind(CallerSpoke))
    caller.hears("You're the next one.")
    assert len(caller.phone.clears) == stopped
    assert not caller.of_kind(Understood)
    caller.hangs_up()


def test_where_the_only_agent_declines_the_caller_hears_why_and_chooses(caller, stage, agent):
    asks(caller).hears("I'm calling somebody now.")
    attempt = attempt_of(stage.telephone.placed[-1])
    stage.transfers.picked_up(attempt, leg_of(stage.telephone.placed[-1]))
    stage.transfers.keyed(attempt, "2")
    caller.hears("I tried everybody and nobody could take the call")
    caller.hears("Or press three to leave a message.")
    caller.hangs_up()
    assert caller.one(CallEnded).outcome == "abandoned"


def test_where_nobody_is_there_the_reassurance_is_heard_to_its_end(caller):
    asks(caller).hears("nobody is there to join this call right now")
    assert not caller.was_told("next in line")
    caller.hangs_up()


def test_a_caller_who_hangs_up_stops_the_ringing(caller, stage, agent):
    asks(caller).hears("I'm calling somebody now.")
    assert caller.hangs_up() == "stopped"
    assert transfer_of(caller).state == TransferState.ABANDONED
    assert "hang_up" in stage.telephone.to(leg_of(stage.telephone.placed[-1]))
    assert caller.one(CallEnded).outcome == "abandoned"


def test_a_hold_goes_on_over_another_stream_as_the_same_wish(caller, stage, busy_agent):
    asks(caller).hears("You're next in line.")
    caller.phone.lose()
    assert caller.ending == "lost"
    caller.connects().hears("Thank you for holding. You're next in line.")
    assert not caller.was_told("I'm getting someone")
    assert not caller.was_told("we lost the line")
    assert transfer_of(caller).ended_at is None
    caller.presses("1")
    caller.hears("will call you back")
    caller.hangs_up()


def test_what_became_of_it_while_the_line_was_away_is_told_at_once(caller, stage, agent):
    asks(caller).hears("I'm calling somebody now.")
    caller.phone.lose()
    assert caller.ending == "lost"
    attempt = attempt_of(stage.telephone.placed[-1])
    stage.transfers.picked_up(attempt, leg_of(stage.telephone.placed[-1]))
    stage.transfers.keyed(attempt, "2")
    caller.connects().hears("nobody could take the call")
    assert not caller.was_told("Thank you for holding")
    assert not caller.was_told("we lost the line")
    caller.hangs_up()


def test_while_the_database_is_away_the_music_goes_on(
    line, stage, caller_speech, tmp_path, busy_agent
):
    way = tmp_path / "way"
    way.symlink_to(line.settings.data_dir)
    database = Database(f"sqlite:///{way / 'warmline.db'}")
    theirs = Stage(database, tmp_path / "theirs", stage.clock)
    caller = Caller(replace(line, transfers=theirs.transfers), caller_speech)
    asks(caller).hears("You're next in line.")
    way.unlink()
    database.close()
    with pytest.raises(DatabaseFailure):
        theirs.transfers.standing("any")
    began = len(caller.phone.heard)
    caller.phone.wait(45_000)
    assert longest_silence_s(bytes(caller.phone.heard[began:])) < 1.0
    way.symlink_to(line.settings.data_dir)
    stage.clock.wait(line.flows.policy.transfer.give_up_s + 1)
    stage.transfers.tick()
    caller.hears("everybody is still busy")
    caller.hangs_up()
    theirs.close()
    assert not caller.of_kind(FaultHappened)


def test_a_wish_that_cannot_be_stored_is_told_as_our_fault(own_line, caller_speech, tmp_path):
    away = Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
    parts = TransferParts(
        away,
        own_line.recorder,
        own_line.releases.live,
        None,
        number="+15005550100",
        origin="https://line.example",
        zone=own_line.timezone,
    )
    caller = Caller(replace(own_line, transfers=Transfers(parts)), caller_speech)
    asks(caller).hears("I can't connect you just now. It's a fault on our side")
    caller.hangs_up()


def test_a_transfer_that_nobody_ends_is_given_up(line, caller_speech, busy_agent):
    over = TransferLimits(give_up_s=-60)
    flows = replace(line.flows, policy=replace(line.flows.policy, transfer=over))
    caller = Caller(on_flows(line, flows), caller_speech)
    asks(caller).hears("everybody is still busy")
    assert transfer_of(caller).state == TransferState.CALLED_OFF
    caller.hangs_up()


def test_a_callback_chosen_as_an_agent_comes_and_goes_is_arranged(caller, stage, agent, busy_agent):
    asks(caller).hears("To be called back instead, press one.")
    call, call_off = stage.telephone.placed[-1], stage.transfers.call_off

    def too_late(key, why):
        stage.transfers.picked_up(attempt_of(call), leg_of(call))
        stage.transfers.keyed(attempt_of(call), "1")
        called_off = call_off(key, why)
        stage.transfers.leg_changed(attempt_of(call), leg_of(call), CallStatus.COMPLETED)
        return called_off

    stage.transfers.call_off = too_late
    caller.presses("1")
    caller.hears("Then our support team will call you back.")
    assert transfer_of(caller).state == TransferState.CALLED_OFF
    caller.hangs_up()


def test_nobody_holds_for_a_wish_that_is_not_there(caller, busy_agent):
    asks(caller).hears("You're next in line.")
    with caller.line.database.writing() as session:
        session.delete(transfers.load(session, transfer_of(caller).id))
    caller.hears("I can't connect you just now. It's a fault on our side")
    caller.hangs_up()
