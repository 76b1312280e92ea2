"""A caller who asks for a person and gets one, and what follows."""

import pytest

from ivr.calls.events import AgentTried, TransferMoved
from ivr.store.agents import AgentState
from ivr.transfer.states import AttemptOutcome, AttemptState, TransferState
from ivr.transfer.wish import Gone, Join, Whisper
from telephony.statuses import CallStatus
from telephony.webhooks import ConferenceEvent
from tests.fakes.telephone import attempt_of
from tests.fakes.transfers import report, started


def state_of(stage, asked):
    return stage.transfers.standing(asked.key).state


def test_a_wish_calls_the_agent_at_once(stage, asked, ada):
    call = stage.telephone.placed[0]
    assert call.to == f"+1500555{ada:04}"
    assert call.from_ == "+15005550100"
    assert call.url == "https://line.example/voice/agent/whisper?attempt=1"
    assert call.status_url == "https://line.example/voice/agent/status?attempt=1"
    assert not call.machine_url
    assert state_of(stage, asked) is TransferState.DIALING
    assert stage.agent_now(ada).state == AgentState.RINGING


def test_the_same_wish_calls_nobody_else(stage, asked):
    call_sid = asked.key.partition(":")[0]
    assert stage.ask(call_sid).transfer_id == asked.transfer_id
    assert len(stage.telephone.placed) == 1


def test_an_agent_hears_the_summary_and_the_keys(stage, asked, leg):
    heard = stage.transfers.picked_up(*leg)
    assert isinstance(heard, Whisper)
    assert heard.text.endswith("Press 1 to accept, 2 to decline, or 3 to hear this again.")
    assert stage.row(asked.transfer_id).summary["whisper"] in heard.text
    assert state_of(stage, asked) is TransferState.WHISPERING


def test_three_says_it_again(stage, leg):
    heard = stage.transfers.picked_up(*leg)
    assert stage.transfers.keyed(leg[0], "3") == heard
    assert stage.transfers.keyed(leg[0], "9") == heard


def test_one_brings_both_into_the_same_room(stage, asked, leg, ada):
    stage.transfers.picked_up(*leg)
    joined = stage.transfers.keyed(leg[0], "1")
    call_sid = asked.key.partition(":")[0]
    meeting = stage.transfers.meeting_of(call_sid)
    assert isinstance(joined, Join)
    assert joined.conference == meeting.conference
    assert stage.transfers.standing(asked.key).agent == "Ada"
    assert stage.agent_now(ada).state == AgentState.IN_CALL
    assert call_sid not in joined.conference


@pytest.mark.parametrize(
    "told",
    [
        [started()],
        [report(ConferenceEvent.JOIN, 1), report(ConferenceEvent.JOIN, 2)],
        [report(ConferenceEvent.LEAVE, 4)],
    ],
)
def test_any_report_that_shows_both_in_joins_them(stage, asked, leg, told):
    stage.transfers.picked_up(*leg)
    stage.transfers.keyed(leg[0], "1")
    for each in told:
        stage.transfers.conference_told(leg[0], each)
    assert stage.row(asked.transfer_id).joined_at is not None


def test_one_in_the_room_is_not_a_meeting(stage, asked, leg):
    stage.transfers.picked_up(*leg)
    stage.transfers.keyed(leg[0], "1")
    for told in (report(ConferenceEvent.JOIN, 1), report(ConferenceEvent.LEAVE, 2)):
        stage.transfers.conference_told(leg[0], told)
    assert state_of(stage, asked) is TransferState.ACCEPTED


@pytest.mark.parametrize("end", ["caller", "agent", "room", "dial"])
def test_whoever_hangs_up_ends_the_talk(stage, asked, ada, leg, end):
    stage.meet(asked.transfer_id)
    call_sid = asked.key.partition(":")[0]
    match end:
        case "caller":
            stage.transfers.caller_left(call_sid)
        case "agent":
            stage.transfers.leg_changed(*leg, CallStatus.COMPLETED)
        case "room":
            stage.transfers.conference_told(leg[0], report(ConferenceEvent.END, 6))
        case "dial":
            stage.transfers.call_over(call_sid)
    told = stage.transfers.standing(asked.key)
    assert (told.state, told.why) == (TransferState.COMPLETED, "talked")
    assert [each.outcome for each in stage.attempts(asked.transfer_id)] == [AttemptOutcome.TALKED]
    assert stage.agent_now(ada).state == AgentState.WRAP_UP
    assert stage.transfers.has_talked(call_sid)


def test_the_record_tells_the_whole_way(stage, asked, leg):
    stage.meet(asked.transfer_id)
    call_sid = asked.key.partition(":")[0]
    stage.transfers.call_over(call_sid)
    moved = [each.state for each in stage.events(call_sid, TransferMoved)]
    assert moved == ["requested", "dialing", "whispering", "accepted", "joined", "completed"]
    tried = stage.events(call_sid, AgentTried)
    assert [(each.agent, each.outcome) for each in tried] == [("Ada", "talked")]


def test_repeated_reports_change_nothing(stage, asked, leg):
    stage.meet(asked.transfer_id)
    call_sid = asked.key.partition(":")[0]
    stage.transfers.call_over(call_sid)
    before = stage.events(call_sid, TransferMoved, AgentTried)
    stage.transfers.conference_told(leg[0], started())
    stage.transfers.leg_changed(*leg, CallStatus.RINGING)
    stage.transfers.leg_changed(*leg, CallStatus.COMPLETED)
    stage.transfers.caller_left(call_sid)
    assert isinstance(stage.transfers.picked_up(*leg), Gone)
    assert isinstance(stage.transfers.keyed(leg[0], "1"), Gone)
    assert stage.events(call_sid, TransferMoved, AgentTried) == before


def test_a_leg_of_another_call_gets_nowhere(stage, asked, leg):
    assert stage.transfers.picked_up(leg[0], "CA" + "9" * 32) == Gone("Goodbye.")
    assert stage.attempts(asked.transfer_id)[0].state == AttemptState.RINGING


def test_two_sends_the_call_to_the_next_agent(stage, asked, leg, ada):
    stage.agent("bea")
    stage.transfers.picked_up(*leg)
    assert stage.transfers.keyed(leg[0], "2") == Gone("Goodbye.")
    assert [attempt_of(each) for each in stage.telephone.placed] == [1, 2]
    assert stage.agent_now(ada).state == AgentState.AVAILABLE
    assert [each.outcome for each in stage.attempts(asked.transfer_id)] == ["declined", None]
