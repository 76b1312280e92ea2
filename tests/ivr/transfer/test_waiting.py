"""Whom a caller waits for, how long, and how else the wait ends."""

from datetime import timedelta
from itertools import pairwise

import pytest

from ivr.calls.events import TransferMoved
from ivr.store.agents import AgentState
from ivr.transfer.states import TransferState
from telephony.statuses import CallStatus
from tests.fakes.telephone import attempt_of, leg_of


def called(stage):
    return [each.to for each in stage.telephone.placed]


def address(user_id):
    return f"+1500555{user_id:04}"


def served(stage, waits):
    """Callers who were accepted after so many seconds."""
    for seconds in waits:
        name = f"agent-{stage.clock()}"
        agent = stage.agent(name)
        asked = stage.ask()
        stage.clock.wait(seconds)
        stage.meet(asked.transfer_id)
        stage.transfers.call_over(asked.key.partition(":")[0])
        stage.transfers.set_state(agent, AgentState.AWAY)


@pytest.mark.parametrize(
    "more",
    [
        {"queues": ["billing"]},
        {"state": AgentState.AWAY},
        {"languages": ["fr-fr"]},
        {"hours": {"wednesday": ["13:00-17:00"]}},
        {"hours": {"monday": ["09:00-17:00"]}},
    ],
)
def test_nobody_waits_for_who_can_not_come(stage, more):
    stage.agent("ada", **more)
    asked = stage.ask()
    assert (asked.state, asked.why) == (TransferState.UNANSWERED, "nobody_available")
    assert called(stage) == []


@pytest.mark.parametrize("more", [{"languages": []}, {"hours": {"wednesday": ["09:00-17:00"]}}])
def test_who_can_come_is_called(stage, more):
    ada = stage.agent("ada", **more)
    assert stage.ask().state is TransferState.DIALING
    assert called(stage) == [address(ada)]


def test_the_longest_idle_comes_first(stage):
    ada, bea = stage.agent("ada"), stage.agent("bea")
    first = stage.ask()
    call = stage.telephone.placed[0]
    stage.transfers.leg_changed(attempt_of(call), leg_of(call), CallStatus.BUSY)
    stage.transfers.caller_left(first.key.partition(":")[0])
    stage.ask()
    assert called(stage) == [address(ada), address(bea), address(ada)]


def test_without_an_account_nobody_comes(stage):
    stage.agent("ada")
    stage.transfers = stage.another_process(telephone=None)
    asked = stage.ask()
    assert (asked.state, asked.why) == (TransferState.UNANSWERED, "nobody_available")


def test_a_callback_in_place_of_waiting(stage):
    stage.agent("ada")
    asked = stage.ask()
    leg = leg_of(stage.telephone.placed[0])
    assert stage.transfers.call_off(asked.key, "callback")
    assert not stage.transfers.call_off(asked.key, "callback")
    told = stage.transfers.standing(asked.key)
    assert (told.state, told.why, told.place) == (TransferState.CALLED_OFF, "callback", None)
    assert stage.telephone.to(leg) == ["hang_up"]


def test_it_is_too_late_once_an_agent_accepted(stage):
    stage.agent("ada")
    asked = stage.ask()
    stage.meet(asked.transfer_id)
    assert not stage.transfers.call_off(asked.key, "callback")


def test_nothing_is_known_of_other_keys(stage):
    assert stage.transfers.standing("CA1:transfer:1") is None
    assert not stage.transfers.call_off("CA1:transfer:1", "callback")


def test_a_second_wish_of_a_call_ends_the_first(stage):
    stage.agent("ada")
    stage.agent("bea")
    call_sid = stage.call()
    first, second = stage.ask(call_sid), stage.ask(call_sid, number=2)
    assert stage.transfers.standing(first.key).state is TransferState.UNANSWERED
    assert second.state is TransferState.DIALING


def test_no_estimate_from_a_few_waits(stage):
    served(stage, [10, 10, 10, 10])
    stage.agent("ada")
    assert stage.ask().estimate_s is None


def test_the_estimate_is_the_median_wait_by_place(stage):
    served(stage, [10, 20, 30, 40, 170])
    stage.agent("ada")
    first, second = stage.ask(), stage.ask()
    assert (first.place, first.estimate_s) == (1, 30)
    assert (second.place, second.estimate_s) == (2, 60)


def test_waits_of_last_month_tell_nothing(stage):
    served(stage, [10, 20, 30, 40, 170])
    stage.clock.now += timedelta(days=31)
    stage.agent("ada")
    assert stage.ask().estimate_s is None


def test_a_wish_is_recorded_once(stage):
    stage.agent("ada")
    call_sid = stage.call()
    stage.ask(call_sid)
    stage.ask(call_sid)
    moved = [each.state for each in stage.events(call_sid, TransferMoved)]
    assert moved == ["requested", "dialing"]


def test_hours_that_can_not_be_read_keep_nobody_else_from_being_called(stage):
    stage.agent("ada", hours={"wednesday": ["nine to five"]})
    bea = stage.agent("bea")
    assert stage.ask().state is TransferState.DIALING
    assert called(stage) == [address(bea)]


@pytest.mark.parametrize("own", ["+15005550101", "+15005550100"])
def test_neither_the_callers_own_telephone_nor_the_line_is_called(stage, own):
    stage.agent("ada", address=own)
    asked = stage.ask()
    assert (asked.state, asked.why) == (TransferState.UNANSWERED, "nobody_available")
    assert called(stage) == []


def test_an_agent_who_is_no_agent_for_this_caller_is_left_to_the_next(stage):
    stage.agent("ada", address="+15005550101")
    eve = stage.agent("eve", state=AgentState.IN_CALL)
    assert stage.ask().state is TransferState.REQUESTED
    assert stage.transfers.set_state(eve, AgentState.AVAILABLE)
    stage.transfers.tick()
    assert called(stage) == [address(eve)]


def test_fifty_wait_for_one_agent_in_the_order_in_which_they_came(stage):
    ada = stage.agent("ada", state=AgentState.IN_CALL)
    asked = [stage.ask() for _ in range(50)]
    assert [each.place for each in asked] == list(range(1, 51))
    for first, second in pairwise(asked[:4]):
        stage.transfers.set_state(ada, AgentState.AVAILABLE)
        stage.transfers.tick()
        assert stage.row(first.transfer_id).state == TransferState.DIALING
        assert stage.row(second.transfer_id).state == TransferState.REQUESTED
        attempt = stage.meet(first.transfer_id)
        stage.transfers.call_over(first.key.partition(":")[0])
        stage.transfers.wrap_up(attempt, ada, "", "", done=False)
