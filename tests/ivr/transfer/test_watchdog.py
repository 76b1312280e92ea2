"""What the watchdog finds and finishes, also after a restart."""

from dataclasses import replace
from datetime import time

import pytest

from ivr.store.agents import AgentState
from ivr.transfer.ending import NOT_WAITING
from ivr.transfer.states import TransferState
from ivr.transfer.transfers import Transfers
from ivr.transfer.wish import Gone
from telephony.statuses import CallStatus
from tests.fakes.telephone import attempt_of, leg_of
from tests.fakes.transfers import started


def outcomes(stage, asked):
    return [each.outcome for each in stage.attempts(asked.transfer_id)]


def standing(stage, asked):
    told = stage.transfers.standing(asked.key)
    return told.state, told.why


def after(stage, seconds, step=5):
    for _ in range(0, seconds, step):
        stage.clock.wait(step)
        stage.transfers.tick()


def test_a_telephone_that_rings_for_ever_is_given_up(stage, asked, leg, ada):
    after(stage, 35)
    assert outcomes(stage, asked) == ["timed_out"]
    assert stage.telephone.to(leg[1]) == ["hang_up"]
    assert standing(stage, asked) == (TransferState.UNANSWERED, "all_tried")


def test_a_whisper_without_an_end_is_given_up(stage, asked, leg, ada):
    stage.transfers.picked_up(*leg)
    after(stage, 95)
    assert outcomes(stage, asked) == ["timed_out"]
    assert stage.agent_now(ada).state == AgentState.AVAILABLE


def test_a_caller_waits_for_agents_who_are_busy_until_the_limit(stage, ada):
    stage.meet(stage.ask().transfer_id)
    waiting = stage.ask()
    assert (waiting.state, waiting.place) == (TransferState.REQUESTED, 1)
    after(stage, 175)
    assert standing(stage, waiting)[0] is TransferState.REQUESTED
    after(stage, 10)
    assert standing(stage, waiting) == (TransferState.UNANSWERED, "limit")


def test_the_limit_ends_a_ringing_too(stage, asked, leg):
    stage.clock.wait(181)
    stage.transfers.tick()
    assert standing(stage, asked) == (TransferState.UNANSWERED, "limit")
    assert stage.telephone.to(leg[1]) == ["hang_up"]


def test_an_agent_in_the_whisper_may_still_decide_at_the_limit(stage, asked, leg):
    stage.clock.wait(175)
    stage.transfers.picked_up(*leg)
    after(stage, 10)
    assert standing(stage, asked)[0] is TransferState.WHISPERING
    after(stage, 15)
    assert standing(stage, asked) == (TransferState.UNANSWERED, "limit")
    assert stage.transfers.keyed(leg[0], "1") == Gone(NOT_WAITING)


def test_who_becomes_free_is_called_for_who_waits_longest(stage, ada):
    first = stage.ask()
    second, third = stage.ask(), stage.ask()
    assert [second.place, third.place] == [2, 3]
    attempt_id = stage.meet(first.transfer_id)
    stage.transfers.call_over(stage.row(first.transfer_id).call_sid)
    assert stage.transfers.wrap_up(attempt_id, ada, "resolved", "All well.", done=True)
    stage.transfers.tick()
    assert standing(stage, second)[0] is TransferState.DIALING
    assert standing(stage, third)[0] is TransferState.REQUESTED


def test_wrap_up_ends_by_itself(stage, asked, leg, ada, call_sid):
    stage.meet(asked.transfer_id)
    stage.transfers.call_over(call_sid)
    after(stage, 115)
    assert stage.agent_now(ada).state == AgentState.WRAP_UP
    after(stage, 10)
    assert stage.agent_now(ada).state == AgentState.AVAILABLE


def test_who_goes_away_in_wrap_up_stays_away(stage, asked, leg, ada, call_sid):
    stage.meet(asked.transfer_id)
    stage.transfers.call_over(call_sid)
    assert stage.transfers.set_state(ada, AgentState.AWAY)
    after(stage, 200, step=50)
    assert stage.agent_now(ada).state == AgentState.AWAY


@pytest.mark.parametrize("where", ["ringing", "whispering", "accepted", "joined"])
def test_a_caller_whose_end_nobody_told_is_found_gone(stage, asked, leg, call_sid, where, ada):
    if where != "ringing":
        stage.transfers.picked_up(*leg)
    if where in ("accepted", "joined"):
        stage.transfers.keyed(leg[0], "1")
    if where == "joined":
        stage.transfers.conference_told(leg[0], started())
    stage.telephone.over.add(call_sid)
    stage.another_process().tick()
    ends = TransferState.COMPLETED if where == "joined" else TransferState.ABANDONED
    assert standing(stage, asked)[0] is ends
    assert stage.agent_now(ada).attempt_id is None


@pytest.mark.parametrize(
    ("where", "outcome"),
    [("ringing", "agent_left"), ("whispering", "agent_left"), ("joined", "talked")],
)
def test_an_agent_whose_end_nobody_told_is_found_gone(stage, asked, leg, where, outcome):
    if where != "ringing":
        stage.transfers.picked_up(*leg)
    if where == "joined":
        stage.meet(asked.transfer_id)
    stage.telephone.over.add(leg[1])
    after(stage, 10)
    assert outcomes(stage, asked) == [outcome]


def test_a_caller_is_asked_after_every_ten_seconds(stage, asked, call_sid):
    stage.transfers.tick()
    stage.telephone.over.add(call_sid)
    stage.clock.wait(9)
    stage.transfers.tick()
    assert standing(stage, asked)[0] is TransferState.DIALING
    stage.clock.wait(1)
    stage.transfers.tick()
    assert standing(stage, asked)[0] is TransferState.ABANDONED


def test_the_record_of_an_end_is_enough(stage, asked, call_sid):
    stage.transfers.tick()
    stage.caller_ends(call_sid)
    stage.transfers.tick()
    assert standing(stage, asked)[0] is TransferState.ABANDONED


def test_a_leg_that_was_told_in_vain_to_end_is_told_again(stage, asked, leg, call_sid):
    stage.transfers.picked_up(*leg)
    stage.telephone.dead = True
    stage.transfers.caller_left(call_sid)
    assert stage.telephone.to(leg[1]) == []
    stage.telephone.dead = False
    after(stage, 5)
    assert stage.telephone.to(leg[1]) == ["hang_up"]
    after(stage, 20)
    assert stage.telephone.to(leg[1]) == ["hang_up"]


def test_a_leg_that_is_over_is_not_told(stage, asked, leg, call_sid):
    stage.transfers.picked_up(*leg)
    stage.transfers.keyed(leg[0], "2")
    stage.transfers.leg_changed(*leg, CallStatus.COMPLETED)
    after(stage, 20)
    assert stage.telephone.to(leg[1]) == []


def test_while_the_network_is_away_the_line_waits(stage, asked, call_sid):
    stage.telephone.dead = True
    stage.transfers.tick()
    assert standing(stage, asked)[0] is TransferState.DIALING


def test_closed_hours_call_nobody(stage, ada):
    queues = dict(stage.flows.policy.queues)
    queues["support"] = replace(queues["support"], hours={"monday": ((time(9), time(10)),)})
    stage.flows = replace(stage.flows, policy=replace(stage.flows.policy, queues=queues))
    stage.transfers = stage.another_process()
    asked = stage.ask()
    assert (asked.state, asked.why) == (TransferState.UNANSWERED, "closed")
    assert stage.telephone.placed == []


def test_one_that_can_not_be_looked_after_keeps_no_other_waiting(stage, asked, ada, call_sid):
    other = stage.ask()
    fetch = stage.telephone.fetch

    def broken_for_the_first(sid):
        if sid == call_sid:
            raise ZeroDivisionError
        return fetch(sid)

    stage.telephone.fetch = broken_for_the_first
    stage.telephone.over.add(other.key.partition(":")[0])
    stage.transfers.tick()
    assert standing(stage, other)[0] is TransferState.ABANDONED


def test_one_whose_agents_can_not_be_looked_for_is_given_up_all_the_same(stage):
    stage.agent("eve", hours=7)
    asked = stage.ask()
    assert standing(stage, asked)[0] is TransferState.REQUESTED
    after(stage, 180, step=60)
    assert standing(stage, asked) == (TransferState.UNANSWERED, "limit")


def test_a_clock_set_back_stops_no_look(stage, asked, call_sid):
    stage.transfers.tick()
    stage.clock.wait(-3600)
    stage.telephone.over.add(call_sid)
    stage.transfers.tick()
    assert standing(stage, asked)[0] is TransferState.ABANDONED


def test_a_caller_left_in_one_room_is_fetched_although_another_agent_has_accepted(
    stage, asked, leg, call_sid
):
    stage.agent("bea")
    stage.transfers.picked_up(*leg)
    stage.transfers.keyed(leg[0], "1")
    stage.telephone.rooms[stage.transfers.meeting_of(call_sid).conference] = {call_sid}
    stage.telephone.dead = True
    stage.transfers.leg_changed(*leg, CallStatus.COMPLETED)
    after(stage, 2, step=2)
    second = stage.telephone.placed[1]
    stage.transfers.picked_up(attempt_of(second), leg_of(second))
    stage.transfers.keyed(attempt_of(second), "1")
    stage.telephone.dead = False
    after(stage, 2, step=2)
    assert stage.telephone.to(call_sid) == ["redirect"]
    stage.telephone.rooms.clear()
    assert stage.transfers.meeting_of(call_sid).attempt_id == attempt_of(second)
    after(stage, 4, step=2)
    assert stage.telephone.to(call_sid) == ["redirect"]


def test_however_many_wait_a_round_begins_one_piece_of_work(stage, ada):
    stage.meet(stage.ask().transfer_id)
    for _ in range(5):
        stage.ask()
    begun = []
    Transfers(stage.parts, begun.append).tick()
    assert len(begun) == 1


def test_a_clock_set_back_leaves_no_caller_in_a_room(stage, asked, leg, call_sid):
    stage.agent("bea")
    stage.transfers.picked_up(*leg)
    stage.transfers.keyed(leg[0], "1")
    stage.telephone.rooms[stage.transfers.meeting_of(call_sid).conference] = {call_sid}
    stage.transfers.leg_changed(*leg, CallStatus.COMPLETED)
    stage.clock.wait(-3600)
    stage.transfers.tick()
    assert stage.telephone.to(call_sid) == ["redirect"]
