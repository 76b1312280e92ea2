"""What an agent does on the desk has the effect of the keys."""

import pytest

from ivr.calls.events import AgentTried
from ivr.store import agents
from ivr.store.agents import AgentState
from ivr.transfer.states import AttemptState, TransferState
from ivr.transfer.wish import Gone, Join, Whisper, Wish
from telephony.statuses import CallStatus
from tests.fakes.telephone import attempt_of, leg_of


@pytest.fixture
def ada(stage):
    return stage.agent("ada", "support", "care")


@pytest.fixture
def bea(stage, ada):
    return stage.agent("bea")


@pytest.fixture
def asked(stage, ada, bea):
    return stage.ask()


@pytest.fixture
def leg(stage, asked):
    call = stage.telephone.placed[0]
    return attempt_of(call), leg_of(call)


@pytest.fixture
def call_sid(asked):
    return asked.key.partition(":")[0]


def state_of(stage, asked):
    return stage.transfers.standing(asked.key).state


def test_accepted_while_it_rings_a_browser_joins_as_it_picks_up(stage):
    ada = stage.agent("ada", address="client:ada")
    asked = stage.ask()
    call_sid = asked.key.partition(":")[0]
    leg = attempt_of(stage.telephone.placed[0]), leg_of(stage.telephone.placed[0])
    assert stage.transfers.accept(leg[0], ada)
    assert state_of(stage, asked) is TransferState.DIALING
    assert stage.transfers.meeting_of(call_sid) is None
    assert isinstance(stage.transfers.picked_up(*leg), Join)
    assert state_of(stage, asked) is TransferState.ACCEPTED


def test_accepted_while_it_rings_a_telephone_is_asked_for_a_key(stage, asked, leg, ada):
    stage.transfers.accept(leg[0], ada)
    hears = stage.transfers.picked_up(*leg)
    assert isinstance(hears, Whisper)
    assert "Press 1 to talk to the caller" in hears.text
    assert isinstance(stage.transfers.keyed(leg[0], "1"), Join)
    assert state_of(stage, asked) is TransferState.ACCEPTED


def test_accepted_while_it_rings_voicemail_presses_no_key(stage, asked, leg, ada):
    stage.transfers.accept(leg[0], ada)
    stage.transfers.picked_up(*leg)
    assert isinstance(stage.transfers.keyed(leg[0], ""), Gone)
    assert stage.attempts(asked.transfer_id)[0].outcome == "no_key"
    assert state_of(stage, asked) is TransferState.DIALING


def test_accepted_and_never_picked_up_counts_as_missed(stage, asked, leg, ada):
    stage.transfers.accept(leg[0], ada)
    stage.transfers.leg_changed(*leg, CallStatus.NO_ANSWER)
    assert stage.agent_now(ada).misses == 1
    assert state_of(stage, asked) is TransferState.DIALING


def test_declined_while_it_rings_the_next_one_is_called(stage, asked, leg, ada):
    assert stage.transfers.decline(leg[0], ada)
    assert stage.telephone.to(leg[1]) == ["hang_up"]
    attempts = stage.attempts(asked.transfer_id)
    assert [(each.outcome, each.by) for each in attempts] == [("declined", "desk"), (None, "")]


def test_accepted_twice_is_accepted_once(stage, asked, leg, ada):
    stage.transfers.picked_up(*leg)
    assert isinstance(stage.transfers.keyed(leg[0], "1"), Join)
    assert not stage.transfers.accept(leg[0], ada)
    assert not stage.transfers.decline(leg[0], ada)
    assert state_of(stage, asked) is TransferState.ACCEPTED


def test_nobody_acts_for_another(stage, asked, leg, ada, bea):
    assert not stage.transfers.accept(leg[0], bea)
    assert not stage.transfers.decline(leg[0], bea)
    stage.meet(asked.transfer_id)
    assert not stage.transfers.hand_back(asked.transfer_id, bea, "rating")
    assert not stage.transfers.wrap_up(leg[0], bea, "resolved", "", done=True)


def test_who_signs_out_in_a_call_is_away_after_it(stage, asked, leg, ada, call_sid):
    stage.meet(asked.transfer_id)
    stage.signs_out(ada)
    assert stage.agent_now(ada).state == AgentState.IN_CALL
    stage.transfers.call_over(call_sid)
    assert (stage.agent_now(ada).state, stage.agent_now(ada).away_why) == (AgentState.AWAY, "")
    assert stage.transfers.wrap_up(leg[0], ada, "resolved", "lamp", done=True)
    stage.clock.wait(600)
    stage.transfers.tick()
    assert stage.agent_now(ada).state == AgentState.AWAY


def test_who_signs_out_while_it_rings_may_take_that_call_alone(stage, asked, leg, ada, call_sid):
    stage.signs_out(ada)
    stage.transfers.picked_up(*leg)
    assert isinstance(stage.transfers.keyed(leg[0], "2"), Gone)
    assert stage.agent_now(ada).state == AgentState.AWAY


def test_who_signs_in_again_during_the_call_wraps_up_as_ever(stage, asked, leg, ada, call_sid):
    stage.meet(asked.transfer_id)
    stage.signs_out(ada)
    with stage.database.writing() as session:
        agents.stay(session, ada)
    stage.transfers.call_over(call_sid)
    assert stage.agent_now(ada).state == AgentState.WRAP_UP


def went_on_without(stage, asked, leg):
    """The first attempt has ended as it did, its leg too, and the next agent is called."""
    first, second = stage.attempts(asked.transfer_id)
    return (first.outcome, first.accepted_at, second.outcome) == ("disabled", None, None)


def test_who_was_disabled_while_it_rings_accepts_at_no_desk(stage, asked, leg, ada):
    stage.disables("ada")
    assert not stage.transfers.accept(leg[0], ada)
    assert went_on_without(stage, asked, leg)
    assert stage.telephone.to(leg[1]) == ["hang_up"]
    assert stage.agent_now(ada).state == AgentState.AWAY
    told = stage.events(asked.key.partition(":")[0], AgentTried)
    assert [(each.agent, each.outcome) for each in told] == [("Ada", "disabled")]


def test_who_was_disabled_before_they_pick_up_hears_nothing_of_the_caller(stage, asked, leg, ada):
    stage.disables("ada")
    assert isinstance(stage.transfers.picked_up(*leg), Gone)
    assert went_on_without(stage, asked, leg)


@pytest.mark.parametrize("key", ["1", "3"])
def test_who_was_disabled_in_the_whisper_accepts_by_no_key(stage, asked, leg, ada, key):
    stage.transfers.picked_up(*leg)
    stage.disables("ada")
    assert isinstance(stage.transfers.keyed(leg[0], key), Gone)
    assert went_on_without(stage, asked, leg)


def test_who_was_disabled_after_accepting_at_the_desk_joins_nobody(stage):
    ada = stage.agent("ada", address="client:ada")
    stage.agent("bea")
    asked = stage.ask()
    leg = attempt_of(stage.telephone.placed[0]), leg_of(stage.telephone.placed[0])
    assert stage.transfers.accept(leg[0], ada)
    stage.disables("ada")
    assert isinstance(stage.transfers.picked_up(*leg), Gone)
    assert went_on_without(stage, asked, leg)


def test_the_watchdog_calls_the_next_agent_where_one_was_disabled(stage, asked, leg, ada):
    stage.disables("ada")
    stage.transfers.tick()
    assert went_on_without(stage, asked, leg)


def test_who_was_disabled_in_the_talk_talks_on(stage, asked, leg, ada, call_sid):
    stage.meet(asked.transfer_id)
    stage.disables("ada")
    stage.transfers.tick()
    assert state_of(stage, asked) is TransferState.JOINED
    stage.transfers.call_over(call_sid)
    assert stage.agent_now(ada).state == AgentState.AWAY


def test_accepted_after_the_caller_left(stage, asked, leg, ada, call_sid):
    stage.transfers.picked_up(*leg)
    stage.caller_ends(call_sid)
    assert not stage.transfers.accept(leg[0], ada)
    assert state_of(stage, asked) is TransferState.ABANDONED


@pytest.mark.parametrize(
    ("to", "back"),
    [
        ("rating", {"to": "rating"}),
        ("line", {"to": "line"}),
        ("queue", {"to": "queue", "queue": "care", "note": "Be kind."}),
    ],
)
def test_handed_back_the_caller_goes_on(stage, asked, leg, ada, call_sid, to, back):
    stage.meet(asked.transfer_id)
    queue = "care" if to == "queue" else ""
    assert stage.transfers.hand_back(asked.transfer_id, ada, to, queue, "Be kind.")
    told = stage.transfers.standing(asked.key)
    assert (told.state, told.back) == (TransferState.COMPLETED, back)
    assert stage.telephone.to(leg[1]) == ["instruct"]
    assert stage.agent_now(ada).state == AgentState.WRAP_UP
    assert not stage.transfers.hand_back(asked.transfer_id, ada, to, queue)


def test_a_caller_left_behind_by_a_hand_back_is_fetched(stage, asked, leg, ada, call_sid):
    stage.meet(asked.transfer_id)
    stage.telephone.rooms[f"{stage.row(asked.transfer_id).conference}-{leg[0]}"] = {call_sid}
    stage.transfers.hand_back(asked.transfer_id, ada, "rating")
    stage.clock.wait(2)
    stage.transfers.tick()
    assert stage.telephone.to(call_sid) == ["redirect"]


def test_the_next_agent_gets_the_note(stage, asked, leg, ada, call_sid):
    stage.meet(asked.transfer_id)
    stage.transfers.hand_back(asked.transfer_id, ada, "queue", "care", "Be kind.")
    stage.transfers.call_over(call_sid)
    stage.agent("cyd", "care")
    wish = Wish(f"{call_sid}:transfer:2", call_sid, "care", "Sent on", "agent", "Be kind.")
    second = stage.transfers.request(wish)
    assert second.state is TransferState.DIALING
    assert stage.row(second.transfer_id).note == "Be kind."


def test_a_queue_that_is_not_known_takes_nobody(stage, asked, leg, ada):
    stage.meet(asked.transfer_id)
    assert not stage.transfers.hand_back(asked.transfer_id, ada, "queue", "nowhere")
    assert state_of(stage, asked) is TransferState.JOINED


def test_before_the_talk_nothing_is_handed_back(stage, asked, leg, ada):
    assert not stage.transfers.hand_back(asked.transfer_id, ada, "line")


def test_states_are_changed_only_off_the_telephone(stage, asked, leg, ada, call_sid):
    assert not stage.transfers.set_state(ada, AgentState.AWAY)
    stage.meet(asked.transfer_id)
    assert not stage.transfers.set_state(ada, AgentState.AWAY)
    stage.transfers.call_over(call_sid)
    assert stage.transfers.set_state(ada, AgentState.AVAILABLE)
    assert stage.transfers.set_state(ada, AgentState.AWAY)
    assert not stage.transfers.set_state(ada, AgentState.IN_CALL)


def test_notes_are_kept_while_they_talk_and_after(stage, asked, leg, ada, call_sid):
    stage.meet(asked.transfer_id)
    assert stage.transfers.wrap_up(leg[0], ada, "", "Wants", done=True)
    assert stage.agent_now(ada).state == AgentState.IN_CALL
    stage.transfers.call_over(call_sid)
    assert stage.transfers.wrap_up(leg[0], ada, "resolved", "Wants a lamp.", done=True)
    attempt = stage.attempts(asked.transfer_id)[0]
    assert (attempt.disposition, attempt.notes) == ("resolved", "Wants a lamp.")
    assert attempt.wrapped_up_at == stage.clock()
    assert stage.agent_now(ada).state == AgentState.AVAILABLE


def test_notes_on_an_attempt_that_was_declined_are_refused(stage, asked, leg, ada):
    stage.transfers.decline(leg[0], ada)
    assert stage.attempts(asked.transfer_id)[0].state == AttemptState.OVER
    assert not stage.transfers.wrap_up(leg[0], ada, "resolved", "", done=True)


def test_accepted_while_it_rings_a_machine_that_picks_up_does_not_get_the_caller(
    stage, asked, leg, ada
):
    stage.transfers.accept(leg[0], ada)
    stage.transfers.picked_up(*leg)
    stage.transfers.machine_answered(leg[0])
    assert stage.attempts(asked.transfer_id)[0].outcome == "voicemail"
    assert stage.agent_now(ada).misses == 1
    assert state_of(stage, asked) is TransferState.DIALING


def test_who_accepted_by_key_is_no_machine(stage, asked, leg):
    stage.transfers.picked_up(*leg)
    stage.transfers.keyed(leg[0], "1")
    stage.transfers.machine_answered(leg[0])
    assert state_of(stage, asked) is TransferState.ACCEPTED


def test_accepted_in_the_whisper_a_browser_joins_at_once_and_is_no_machine(stage):
    ada = stage.agent("ada", address="client:ada")
    asked = stage.ask()
    leg = attempt_of(stage.telephone.placed[0]), leg_of(stage.telephone.placed[0])
    stage.transfers.picked_up(*leg)
    stage.clock.wait(2)
    assert stage.transfers.accept(leg[0], ada)
    assert stage.telephone.to(leg[1]) == ["redirect"]
    stage.transfers.machine_answered(leg[0])
    assert state_of(stage, asked) is TransferState.ACCEPTED


def test_accepted_in_the_whisper_a_telephone_joins_by_key(stage, asked, leg, ada):
    stage.transfers.picked_up(*leg)
    assert stage.transfers.accept(leg[0], ada)
    assert state_of(stage, asked) is TransferState.WHISPERING
    assert isinstance(stage.transfers.keyed(leg[0], "1"), Join)
    assert state_of(stage, asked) is TransferState.ACCEPTED
    assert stage.telephone.to(leg[1]) == []


@pytest.mark.parametrize("detected", [True, False])
def test_accepted_in_the_whisper_a_machine_does_not_get_the_caller(
    stage, asked, leg, ada, detected
):
    stage.transfers.picked_up(*leg)
    stage.transfers.accept(leg[0], ada)
    if detected:
        stage.transfers.machine_answered(leg[0])
    else:
        assert isinstance(stage.transfers.keyed(leg[0], ""), Gone)
    first = stage.attempts(asked.transfer_id)[0]
    assert (first.outcome, first.accepted_at) == ("voicemail" if detected else "no_key", None)
    assert state_of(stage, asked) is TransferState.DIALING
