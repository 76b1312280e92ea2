"""Threads and processes that do the same thing at once, on SQLite and on PostgreSQL."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ivr.store.agents import AgentState
from ivr.store.database import Database
from ivr.transfer.states import TransferState
from ivr.transfer.wish import Gone, Join, OnTheWay
from telephony.statuses import CallStatus
from tests.fakes.telephone import attempt_of, leg_of
from tests.fakes.transfers import Stage

PATIENCE_S = 30.0
"""No one here gives up waiting for a lock, however busy the machine is."""
ROUNDS = 5


@pytest.fixture
def stage(address: str, tmp_path: Path) -> Iterator[Stage]:
    database = Database(address, wait_s=PATIENCE_S)
    stage = Stage(database, tmp_path)
    yield stage
    stage.close()
    database.close()


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act gives, all begun together."""
    gate = threading.Barrier(len(acts))

    def begin(act: Callable[[], object]) -> object:
        gate.wait(PATIENCE_S)
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [each.result() for each in [threads.submit(begin, act) for act in acts]]


def whispering(stage, agent):
    """A transfer whose agent listens: its standing, attempt and leg."""
    asked = stage.ask()
    call = stage.telephone.placed[-1]
    stage.transfers.picked_up(attempt_of(call), leg_of(call))
    return asked, attempt_of(call), leg_of(call)


@pytest.mark.parametrize("number", ["client:ada", "+15005550201"])
def test_two_accepts_are_one(stage, number):
    ada = stage.agent("ada", address=number)
    other = stage.another_process()
    for _ in range(ROUNDS):
        asked, attempt_id, _ = whispering(stage, ada)
        keyed, clicked = at_once(
            lambda attempt_id=attempt_id: stage.transfers.keyed(attempt_id, "1"),
            lambda attempt_id=attempt_id: other.accept(attempt_id, ada),
        )
        taken_out = clicked and number.startswith("client:")
        assert isinstance(keyed, OnTheWay if taken_out else Join)
        sent = [each for each in stage.telephone.done if each[0] == "redirect"]
        assert len(sent) == taken_out
        stage.telephone.done.clear()
        assert stage.row(asked.transfer_id).state == TransferState.ACCEPTED
        stage.transfers.caller_left(asked.key.partition(":")[0])


def test_an_accept_as_the_caller_leaves_has_one_end(stage):
    ada = stage.agent("ada")
    for _ in range(ROUNDS):
        asked, attempt_id, leg = whispering(stage, ada)
        call_sid = asked.key.partition(":")[0]
        keyed, _, _ = at_once(
            lambda attempt_id=attempt_id: stage.transfers.keyed(attempt_id, "1"),
            lambda call_sid=call_sid: stage.transfers.caller_left(call_sid),
            stage.another_process().tick,
        )
        assert stage.row(asked.transfer_id).state == TransferState.ABANDONED
        assert [each.outcome for each in stage.attempts(asked.transfer_id)] == ["caller_left"]
        assert stage.agent_now(ada).state == AgentState.AVAILABLE
        dismissed = bool(stage.telephone.to(leg))
        assert dismissed or isinstance(keyed, Gone)


def test_one_agent_is_called_for_one_caller(stage):
    ada = stage.agent("ada")
    for number in range(ROUNDS):
        calls = [stage.call() for _ in range(4)]
        at_once(*(lambda call_sid=call_sid: stage.ask(call_sid) for call_sid in calls))
        assert len(stage.telephone.placed) == number + 1
        assert stage.agent_now(ada).state == AgentState.RINGING
        # The first to wait is the last to go: whoever is left would be called next.
        held = stage.agent_now(ada).attempt_id
        owner = [
            call_sid
            for call_sid in calls
            if stage.transfers.standing(f"{call_sid}:transfer:1").state is TransferState.DIALING
        ]
        assert (len(owner), held) == (1, attempt_of(stage.telephone.placed[-1]))
        for call_sid in [each for each in calls if each not in owner] + owner:
            stage.transfers.caller_left(call_sid)


def test_watchdogs_of_many_processes_call_nobody_twice(stage):
    agents = [stage.agent(f"agent{each}", state=AgentState.AWAY) for each in range(3)]
    busy = stage.agent("busy")
    stage.meet(stage.ask().transfer_id)
    waiting = [stage.ask() for _ in range(3)]
    for agent in agents:
        assert stage.transfers.set_state(agent, AgentState.AVAILABLE)
    at_once(*(stage.another_process().tick for _ in range(4)))
    stage.transfers.tick()
    called = [attempt_of(each) for each in stage.telephone.placed]
    assert sorted(called) == sorted(set(called))
    assert len(called) == 4
    assert all(stage.agent_now(agent).state == AgentState.RINGING for agent in agents)
    assert stage.agent_now(busy).state == AgentState.IN_CALL
    for asked in waiting:
        assert stage.transfers.standing(asked.key).state is TransferState.DIALING


def test_every_end_at_once_is_one_end(stage):
    ada = stage.agent("ada")
    for _ in range(ROUNDS):
        asked = stage.ask()
        attempt_id = stage.meet(asked.transfer_id)
        call_sid, leg = asked.key.partition(":")[0], leg_of(stage.telephone.placed[-1])
        *_, back = at_once(
            lambda call_sid=call_sid: stage.transfers.caller_left(call_sid),
            lambda call_sid=call_sid: stage.transfers.call_over(call_sid),
            lambda id_=attempt_id, leg=leg: stage.transfers.leg_changed(
                id_, leg, CallStatus.COMPLETED
            ),
            lambda asked=asked: stage.transfers.hand_back(asked.transfer_id, ada, "rating"),
        )
        row = stage.row(asked.transfer_id)
        assert (row.state, row.why) == (TransferState.COMPLETED, "talked")
        assert (row.back == {"to": "rating"}) == back
        assert [each.outcome for each in stage.attempts(asked.transfer_id)] == ["talked"]
        assert stage.transfers.set_state(ada, AgentState.AVAILABLE)
