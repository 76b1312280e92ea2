"""Callers and agents who hang up at the worst moment, and a network that loses things."""

import pytest

from ivr.store.agents import AgentState
from ivr.transfer.ending import CALLER_LEFT
from ivr.transfer.states import TransferState
from ivr.transfer.wish import Gone, Join, Whisper
from telephony.statuses import CallStatus
from telephony.webhooks import ConferenceEvent
from tests.fakes.telephone import attempt_of, leg_of
from tests.fakes.transfers import report, started


@pytest.fixture
def ada(stage):
    return stage.agent("ada")


@pytest.fixture
def bea(stage, ada):
    return stage.agent("bea")


@pytest.fixture
def call_sid(stage):
    return stage.call()


@pytest.fixture
def asked(stage, ada, bea, call_sid):
    return stage.ask(call_sid)


def reach(stage, leg, where):
    """Bring the first agent's leg so far."""
    if where in ("whispering", "accepted", "joined"):
        stage.transfers.picked_up(*leg)
    if where in ("accepted", "joined"):
        stage.transfers.keyed(leg[0], "1")
    if where == "joined":
        stage.transfers.conference_told(leg[0], started())


@pytest.fixture
def leg(stage, asked):
    call = stage.telephone.placed[0]
    return attempt_of(call), leg_of(call)


def outcomes(stage, asked):
    return [each.outcome for each in stage.attempts(asked.transfer_id)]


def state_of(stage, asked):
    return stage.transfers.standing(asked.key).state


class TestTheCallerHangsUp:
    @pytest.mark.parametrize(
        ("where", "done"),
        [("ringing", "hang_up"), ("whispering", "instruct"), ("accepted", "instruct")],
    )
    def test_the_agent_is_let_go_at_once(self, stage, asked, leg, ada, call_sid, where, done):
        reach(stage, leg, where)
        stage.transfers.caller_left(call_sid)
        assert [each[:2] for each in stage.telephone.done] == [(done, leg[1])]
        assert outcomes(stage, asked) == ["caller_left"]
        assert state_of(stage, asked) is TransferState.ABANDONED
        agent = stage.agent_now(ada)
        assert (agent.state, agent.misses) == (AgentState.AVAILABLE, 0)

    def test_the_agent_hears_why(self, stage, asked, leg, call_sid):
        reach(stage, leg, "whispering")
        stage.transfers.caller_left(call_sid)
        assert CALLER_LEFT in stage.telephone.done[0][2]
        assert stage.transfers.keyed(leg[0], "1") == Gone(CALLER_LEFT)

    def test_known_from_the_record_alone_it_stops_an_accept(self, stage, asked, leg, call_sid):
        reach(stage, leg, "whispering")
        stage.caller_ends(call_sid)
        assert stage.transfers.keyed(leg[0], "1") == Gone(CALLER_LEFT)
        assert state_of(stage, asked) is TransferState.ABANDONED

    def test_known_from_the_record_alone_it_stops_the_whisper(self, stage, asked, leg, call_sid):
        stage.caller_ends(call_sid)
        assert stage.transfers.picked_up(*leg) == Gone(CALLER_LEFT)

    def test_while_the_call_is_being_placed(self, stage, call_sid, ada):
        place = stage.telephone.place

        def hang_up_meanwhile(call):
            stage.transfers.caller_left(call_sid)
            return place(call)

        stage.telephone.place = hang_up_meanwhile
        asked = stage.ask(call_sid)
        leg = leg_of(stage.telephone.placed[0])
        assert asked.state is TransferState.ABANDONED
        assert stage.telephone.to(leg) == ["hang_up"]


class TestTheAgentHangsUp:
    @pytest.mark.parametrize("where", ["whispering", "accepted"])
    def test_before_the_talk_the_next_one_is_called(self, stage, asked, leg, where):
        reach(stage, leg, where)
        stage.transfers.leg_changed(*leg, CallStatus.COMPLETED)
        assert outcomes(stage, asked) == ["agent_left", None]
        assert state_of(stage, asked) is TransferState.DIALING

    def test_a_caller_alone_in_the_room_is_fetched(self, stage, asked, leg, call_sid):
        reach(stage, leg, "accepted")
        room = stage.transfers.meeting_of(call_sid).conference
        stage.telephone.rooms[room] = {call_sid}
        stage.transfers.leg_changed(*leg, CallStatus.COMPLETED)
        stage.clock.wait(2)
        stage.transfers.tick()
        assert stage.telephone.done == [
            ("redirect", call_sid, "https://line.example/voice/after-stream")
        ]
        assert stage.transfers.meeting_of(call_sid) is None

    def test_a_caller_who_is_not_in_the_room_is_left_in_peace(self, stage, asked, leg, call_sid):
        reach(stage, leg, "accepted")
        stage.transfers.meeting_of(call_sid)
        stage.transfers.leg_changed(*leg, CallStatus.COMPLETED)
        stage.clock.wait(3)
        stage.transfers.tick()
        assert stage.telephone.to(call_sid) == []

    def test_a_caller_back_on_the_line_is_left_in_peace(self, stage, asked, leg, call_sid):
        reach(stage, leg, "accepted")
        room = stage.transfers.meeting_of(call_sid).conference
        stage.telephone.rooms[room] = {call_sid}
        stage.transfers.leg_changed(*leg, CallStatus.COMPLETED)
        stage.transfers.call_over(call_sid)
        stage.clock.wait(3)
        stage.transfers.tick()
        assert stage.telephone.to(call_sid) == []

    def test_right_after_joining_they_have_talked(self, stage, asked, leg):
        reach(stage, leg, "joined")
        stage.transfers.leg_changed(*leg, CallStatus.COMPLETED)
        assert outcomes(stage, asked) == ["talked"]


class TestTheConference:
    def test_out_of_it_without_a_meeting_the_caller_holds_on(self, stage, asked, leg, call_sid):
        reach(stage, leg, "accepted")
        stage.transfers.meeting_of(call_sid)
        stage.transfers.call_over(call_sid)
        assert outcomes(stage, asked) == ["failed", None]
        assert stage.transfers.meeting_of(call_sid) is None
        assert stage.telephone.to(leg[1]) == ["instruct"]

    def test_late_reports_of_a_room_that_failed_join_nobody(self, stage, asked, leg, call_sid):
        reach(stage, leg, "accepted")
        stage.transfers.call_over(call_sid)
        call = stage.telephone.placed[1]
        stage.transfers.picked_up(attempt_of(call), leg_of(call))
        stage.transfers.keyed(attempt_of(call), "1")
        stage.transfers.conference_told(leg[0], started())
        assert state_of(stage, asked) is TransferState.ACCEPTED

    def test_where_no_report_comes_the_room_itself_tells(self, stage, asked, leg, call_sid):
        reach(stage, leg, "accepted")
        room = stage.transfers.meeting_of(call_sid).conference
        stage.telephone.rooms[room] = {call_sid, leg[1]}
        stage.clock.wait(16)
        stage.transfers.tick()
        assert state_of(stage, asked) is TransferState.JOINED

    def test_a_room_with_one_of_them_has_failed(self, stage, asked, leg, call_sid):
        reach(stage, leg, "accepted")
        room = stage.transfers.meeting_of(call_sid).conference
        stage.telephone.rooms[room] = {leg[1]}
        stage.clock.wait(16)
        stage.transfers.tick()
        assert outcomes(stage, asked)[0] == "failed"

    def test_its_end_after_the_talk_is_told_late(self, stage, asked, leg):
        reach(stage, leg, "joined")
        stage.transfers.conference_told(leg[0], report(ConferenceEvent.END, 6))
        stage.transfers.conference_told(leg[0], report(ConferenceEvent.LEAVE, 5))
        assert outcomes(stage, asked) == ["talked"]


class TestPlacing:
    def test_a_call_whose_answer_was_lost_is_not_placed_again(self, stage, ada, call_sid):
        stage.telephone.answer = "lost"
        asked = stage.ask(call_sid)
        for _ in range(3):
            stage.clock.wait(4)
            stage.transfers.tick()
        call = stage.telephone.placed[0]
        assert len(stage.telephone.placed) == 1
        assert isinstance(stage.transfers.picked_up(attempt_of(call), leg_of(call)), Whisper)
        assert isinstance(stage.transfers.keyed(attempt_of(call), "1"), Join)
        assert state_of(stage, asked) is TransferState.ACCEPTED

    def test_one_that_is_never_heard_of_is_given_up(self, stage, ada, bea, call_sid):
        stage.telephone.answer = "lost"
        asked = stage.ask(call_sid)
        stage.telephone.answer = "ok"
        stage.clock.wait(16)
        stage.transfers.tick()
        assert outcomes(stage, asked) == ["timed_out", None]
        assert stage.agent_now(ada).misses == 0

    def test_one_that_is_heard_of_too_late_is_hung_up(self, stage, ada, bea, call_sid):
        stage.telephone.answer = "lost"
        stage.ask(call_sid)
        stage.clock.wait(16)
        stage.transfers.tick()
        late = stage.telephone.placed[0]
        stage.transfers.leg_changed(attempt_of(late), leg_of(late), CallStatus.RINGING)
        assert stage.telephone.to(leg_of(late)) == ["hang_up"]
        assert stage.transfers.picked_up(attempt_of(late), leg_of(late)) == Gone("Goodbye.")

    def test_a_number_that_is_refused_leads_to_the_next_agent(self, stage, ada, bea, call_sid):
        refused = []

        def place(call):
            if not refused:
                refused.append(call)
                stage.telephone.answer = "refused"
            else:
                stage.telephone.answer = "ok"
            return type(stage.telephone).place(stage.telephone, call)

        stage.telephone.place = place
        asked = stage.ask(call_sid)
        assert outcomes(stage, asked) == ["failed", None]

    def test_an_agent_is_tried_twice_where_nothing_was_reached(self, stage, ada, call_sid):
        stage.telephone.answer = "unreachable"
        asked = stage.ask(call_sid)
        assert outcomes(stage, asked) == ["failed", "failed"]
        assert (asked.state, asked.why) == (TransferState.UNANSWERED, "all_tried")

    def test_a_process_killed_before_the_call_leaves_it_to_the_others(
        self, stage, ada, bea, call_sid
    ):
        stage.telephone.place = lambda call: (_ for _ in ()).throw(SystemExit)
        with pytest.raises(SystemExit):
            stage.ask(call_sid)
        del stage.telephone.place
        other = stage.another_process()
        stage.clock.wait(16)
        other.tick()
        standing = other.standing(f"{call_sid}:transfer:1")
        assert standing.state is TransferState.DIALING
        assert outcomes(stage, standing) == ["timed_out", None]


class TestTheAgentsTelephone:
    @pytest.mark.parametrize(
        ("status", "outcome", "misses"),
        [
            (CallStatus.BUSY, "busy", 0),
            (CallStatus.NO_ANSWER, "no_answer", 1),
            (CallStatus.FAILED, "failed", 0),
            (CallStatus.CANCELED, "no_answer", 1),
        ],
    )
    def test_its_status_is_the_outcome(self, stage, asked, leg, ada, status, outcome, misses):
        stage.transfers.leg_changed(*leg, status)
        assert outcomes(stage, asked) == [outcome, None]
        assert stage.agent_now(ada).misses == misses

    def test_no_key_counts_as_missed(self, stage, asked, leg, ada):
        reach(stage, leg, "whispering")
        assert stage.transfers.keyed(leg[0], "") == Gone("Goodbye.")
        assert stage.agent_now(ada).misses == 1

    def test_two_misses_set_an_agent_away(self, stage, ada):
        for number in (1, 2):
            stage.ask(number=number)
            call = stage.telephone.placed[-1]
            stage.transfers.leg_changed(attempt_of(call), leg_of(call), CallStatus.NO_ANSWER)
        agent = stage.agent_now(ada)
        assert (agent.state, agent.away_why) == (AgentState.AWAY, "missed")

    def test_declining_clears_the_misses(self, stage, ada):
        for keys in (None, "2", None):
            stage.ask()
            call = stage.telephone.placed[-1]
            if keys is None:
                stage.transfers.leg_changed(attempt_of(call), leg_of(call), CallStatus.NO_ANSWER)
            else:
                stage.transfers.picked_up(attempt_of(call), leg_of(call))
                stage.transfers.keyed(attempt_of(call), keys)
        agent = stage.agent_now(ada)
        assert (agent.state, agent.misses) == (AgentState.AVAILABLE, 1)
