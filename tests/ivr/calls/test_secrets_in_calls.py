"""Secrets given at the wrong moment, in whole calls: nothing of them is recorded or stored."""

import json
from pathlib import Path

import pytest

from flows.events import StepEntered
from ivr.calls.event_kinds import to_body
from ivr.store import calls

PIN = "730418"
SPOKEN = "seven three zero four one eight"


def record_of(caller) -> str:
    """All that is recorded of a call, and where its flows stood last."""
    events = [json.dumps(to_body(event)) for event in caller.events]
    with caller.line.database.reading() as session:
        call = calls.load(session, caller.call_sid)
        return "\n".join((*events, json.dumps(call.flow_state)))


def spilt(line) -> str:
    """All that waits in files."""
    folder = Path(line.settings.data_dir)
    files = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size < 1e6]
    return "\n".join(path.read_bytes().decode("latin-1") for path in files)


@pytest.fixture
def at_choose(caller):
    caller.calls()
    caller.hears("How can I help?")
    caller.says("i forgot my password")
    caller.hears("Which shall it be?")
    return caller


def steps(caller) -> list[str]:
    return [event.step for event in caller.of_kind(StepEntered)]


def test_a_pin_said_in_answer_to_which_way_to_identify(at_choose):
    at_choose.says(f"my pin is {SPOKEN}")
    at_choose.hears("?")
    at_choose.hangs_up()
    told = record_of(at_choose)
    assert PIN not in told
    assert "zero four one" not in told


def test_a_pin_keyed_in_answer_to_which_way_to_identify(at_choose):
    at_choose.presses("7")
    at_choose.hears("?")
    at_choose.hangs_up()
    assert '"digits": "7"' not in record_of(at_choose)


def test_a_pin_keyed_once_more_while_it_is_checked(at_choose):
    at_choose.presses("2")
    at_choose.hears("on your account?")
    at_choose.presses("1")
    at_choose.hears("key in your PIN")
    at_choose.presses("999111#999111#")
    at_choose.hears("I can't match that")
    at_choose.hears("?")
    at_choose.hangs_up()
    assert "identify.try_again" in steps(at_choose)
    told = record_of(at_choose) + spilt(at_choose.line)
    assert "999111" not in told
