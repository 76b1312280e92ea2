"""Webhooks of a transfer, signed as Twilio signs them."""

from dataclasses import replace

import pytest

from ivr.app import create_app
from ivr.calls.arrivals import STREAMS_LIMIT
from ivr.calls.events import CallEnded, FaultHappened, StreamClosed, StreamOpened
from ivr.store.agents import AgentState
from ivr.store.database import Database
from ivr.transfer.states import TransferState
from tests.fakes.network import Network, call_form, new_sid, twiml
from tests.fakes.telephone import leg_of

CONFERENCE = "CF" + "0" * 32


@pytest.fixture
def line(shop_line, stage):
    return replace(
        shop_line, database=stage.database, recorder=stage.recorder, transfers=stage.transfers
    )


@pytest.fixture
def network(line):
    return Network(create_app(line).test_client())


@pytest.fixture
def address():
    return "+15005550201"


@pytest.fixture
def ada(stage, address):
    return stage.agent("ada", address=address)


@pytest.fixture
def call_sid(stage, ada):
    return stage.call()


@pytest.fixture
def asked(stage, call_sid):
    return stage.ask(call_sid)


@pytest.fixture
def leg(stage, asked):
    return leg_of(stage.telephone.placed[0])


def agent(network, path, leg, **more):
    return network.post(f"/voice/agent/{path}?attempt=1", call_form(leg, **more))


def accepted(network, leg):
    agent(network, "whisper", leg)
    return agent(network, "key", leg, Digits="1")


def conference(network, event, number, **more):
    form = {
        "AccountSid": "AC" + "0" * 32,
        "ConferenceSid": CONFERENCE,
        "FriendlyName": "room-1",
        "StatusCallbackEvent": event,
        "SequenceNumber": str(number),
        **more,
    }
    return network.post("/voice/conference?attempt=1", form)


def state_of(stage, asked):
    return stage.transfers.standing(asked.key).state


class TestTheAgentsLeg:
    def test_the_whisper_asks_for_a_key(self, network, leg):
        document = twiml(agent(network, "whisper", leg))
        gather = document.find("Gather")
        key = "https://line.example/voice/agent/key?attempt=1"
        assert gather.get("numDigits") == "1"
        assert gather.get("action") == document.find("Redirect").text == key
        assert "Press 1 to accept" in gather.find("Say").text

    def test_one_joins_the_conference(self, network, leg, stage, asked):
        room = twiml(accepted(network, leg)).find("Dial/Conference")
        assert room.text == f"{stage.row(asked.transfer_id).conference}-1"
        assert room.get("participantLabel") == "agent"
        assert room.get("statusCallback") == "https://line.example/voice/conference?attempt=1"

    def test_whom_the_network_does_not_let_in_failed(self, network, leg, stage, asked):
        dial = twiml(accepted(network, leg)).find("Dial")
        assert dial.get("action") == "https://line.example/voice/agent/over?attempt=1"
        document = twiml(agent(network, "over", leg, DialCallStatus="failed"))
        assert document.find("Say").text == "Goodbye."
        assert [each.outcome for each in stage.attempts(asked.transfer_id)] == ["failed"]
        assert state_of(stage, asked) is TransferState.UNANSWERED
        assert stage.telephone.done == []

    @pytest.mark.parametrize("status", ["failed", "answered"])
    def test_coming_out_of_a_talk_changes_nothing(self, network, leg, stage, asked, status):
        accepted(network, leg)
        conference(network, "conference-start", 3)
        document = twiml(agent(network, "over", leg, DialCallStatus=status))
        assert document.find("Hangup") is not None
        assert state_of(stage, asked) is TransferState.JOINED

    @pytest.mark.parametrize("address", ["client:ada"])
    def test_a_key_waits_for_what_the_desk_began(self, network, leg, ada, stage):
        agent(network, "whisper", leg)
        assert stage.transfers.accept(1, ada)
        document = twiml(agent(network, "key", leg, Digits="1"))
        assert document.find("Pause").get("length") == "3"
        assert document.find("Redirect").text == "https://line.example/voice/agent/join?attempt=1"
        assert document.find("Dial") is None

    @pytest.mark.parametrize("digits", [{}, {"Digits": "2"}])
    def test_two_or_nothing_is_goodbye(self, network, leg, stage, asked, digits):
        agent(network, "whisper", leg)
        document = twiml(agent(network, "key", leg, **digits))
        assert document.find("Say").text == "Goodbye."
        assert document.find("Hangup") is not None
        assert state_of(stage, asked) is TransferState.UNANSWERED

    @pytest.mark.parametrize("address", ["client:ada"])
    def test_accepted_on_the_desk_a_browser_is_sent_to_join(self, network, leg, stage, ada):
        agent(network, "whisper", leg)
        assert stage.transfers.accept(1, ada)
        assert stage.telephone.done == [
            ("redirect", leg, "https://line.example/voice/agent/join?attempt=1")
        ]
        assert twiml(agent(network, "join", leg)).find("Dial/Conference") is not None

    def test_a_busy_line_is_told_by_its_status(self, network, leg, stage, asked):
        assert agent(network, "status", leg, CallStatus="busy").status_code == 204
        assert [each.outcome for each in stage.attempts(asked.transfer_id)] == ["busy"]

    def test_a_machine_is_hung_up(self, network, leg, stage, asked):
        agent(network, "whisper", leg)
        agent(network, "machine", leg, AnsweredBy="human")
        assert state_of(stage, asked) is TransferState.WHISPERING
        agent(network, "machine", leg, AnsweredBy="machine_start")
        assert [each.outcome for each in stage.attempts(asked.transfer_id)] == ["voicemail"]
        assert stage.telephone.to(leg) == ["instruct"]


class TestTheCaller:
    def test_after_the_stream_they_join_once_an_agent_accepted(self, network, leg, call_sid):
        accepted(network, leg)
        document = twiml(network.after_stream(call_sid))
        dial = document.find("Dial")
        assert dial.get("action") == "https://line.example/voice/transfer/over"
        assert dial.find("Conference").get("startConferenceOnEnter") == "false"
        assert dial.find("Conference").get("participantLabel") == "caller"

    def test_before_that_they_are_back_on_a_stream(self, network, leg, call_sid):
        assert twiml(network.after_stream(call_sid)).find("Connect/Stream") is not None

    def test_after_the_talk_a_stream_opens(self, network, leg, call_sid, stage, asked):
        accepted(network, leg)
        network.after_stream(call_sid)
        assert conference(network, "conference-start", 3).status_code == 204
        assert state_of(stage, asked) is TransferState.JOINED
        over = network.post("/voice/transfer/over", call_form(call_sid))
        assert twiml(over).find("Connect/Stream") is not None
        assert state_of(stage, asked) is TransferState.COMPLETED

    def test_one_who_hung_up_in_the_conference_was_transferred(
        self, network, leg, call_sid, stage, asked
    ):
        accepted(network, leg)
        network.after_stream(call_sid)
        conference(network, "conference-start", 3)
        network.post("/voice/transfer/over", call_form(call_sid, CallStatus="completed"))
        network.status(call_sid, "completed", 3)
        assert stage.events(call_sid, CallEnded) == [CallEnded("transferred", "caller_hung_up")]
        assert state_of(stage, asked) is TransferState.COMPLETED

    def test_the_record_ends_with_the_conference_whatever_report_is_lost(
        self, network, leg, call_sid, stage
    ):
        accepted(network, leg)
        network.after_stream(call_sid)
        conference(network, "conference-start", 3)
        network.post("/voice/transfer/over", call_form(call_sid, CallStatus="completed"))
        assert stage.events(call_sid, CallEnded) == [CallEnded("transferred", "caller_hung_up")]

    def test_one_who_hangs_up_on_hold_lets_the_agent_go(
        self, network, leg, call_sid, stage, asked, ada
    ):
        network.status(call_sid, "completed", 3)
        assert state_of(stage, asked) is TransferState.ABANDONED
        assert stage.telephone.to(leg) == ["hang_up"]
        assert stage.agent_now(ada).state == AgentState.AVAILABLE
        assert [each.outcome for each in stage.events(call_sid, CallEnded)] == ["abandoned"]

    def test_streams_that_were_handed_over_spend_no_patience(
        self, network, leg, call_sid, stage, line
    ):
        for number in range(1, 6):
            line.recorder.append(
                call_sid, StreamOpened(f"MZ{number}", number), StreamClosed("MZ", "handed_over")
            )
        assert twiml(network.after_stream(call_sid)).find("Connect/Stream") is not None
        assert stage.events(call_sid, FaultHappened) == []

    def test_a_stream_that_never_opens_after_the_talk_leads_to_the_menu(
        self, network, leg, call_sid, line
    ):
        line.recorder.append(call_sid, StreamOpened("MZ1", 1), StreamClosed("MZ1", "handed_over"))
        answers = [twiml(network.after_stream(call_sid)) for _ in range(STREAMS_LIMIT + 1)]
        assert answers[0].find("Connect/Stream") is not None
        assert answers[-1].find("Gather") is not None

    def test_in_the_emergency_menu_they_wait_for_nobody(
        self, network, leg, call_sid, stage, asked, line
    ):
        agent(network, "whisper", leg)
        line.recorder.append(call_sid, StreamOpened("MZ1", 1), StreamClosed("MZ1", "voice_failed"))
        assert twiml(network.after_stream(call_sid)).find("Gather") is not None
        told = stage.transfers.standing(asked.key)
        assert (told.state, told.why) == (TransferState.UNANSWERED, "line_failed")
        assert stage.telephone.to(leg) == ["instruct"]


class TestRefused:
    @pytest.mark.parametrize(
        "path",
        ["agent/whisper", "agent/key", "agent/join", "agent/over", "agent/status", "conference"],
    )
    def test_what_nobody_signed(self, network, path):
        posted = network.client.post(f"/voice/{path}?attempt=1", data=call_form(new_sid()))
        assert posted.status_code == 403

    def test_an_attempt_that_is_no_number(self, network):
        posted = network.post("/voice/agent/whisper?attempt=x", call_form(new_sid()))
        assert (posted.status_code, posted.text) == (400, "attempt is not a whole number\n")

    @pytest.mark.parametrize("path", ["key", "over"])
    def test_an_attempt_that_never_was(self, network, stage, path):
        form = call_form(new_sid(), DialCallStatus="failed")
        document = twiml(network.post(f"/voice/agent/{path}?attempt=99", form))
        assert document.find("Say").text == "Goodbye."


class TestWhileTheDatabaseIsAway:
    @pytest.fixture
    def network(self, shop_line, stage, tmp_path):
        stage.database = away = Database(f"sqlite:///{tmp_path}/nowhere/line.db")
        stage.transfers = stage.another_process()
        line = replace(shop_line, database=away, transfers=stage.transfers)
        yield Network(create_app(line).test_client())
        away.close()

    def test_an_agent_waits_and_asks_again(self, network):
        document = twiml(network.post("/voice/agent/whisper?attempt=1", call_form(new_sid())))
        assert document.find("Pause").get("length") == "2"
        assert document.find("Redirect").text == "/voice/agent/whisper?attempt=1&waits=1"

    def test_a_key_that_got_lost_is_asked_for_again(self, network):
        form = call_form(new_sid(), Digits="1")
        document = twiml(network.post("/voice/agent/key?attempt=1", form))
        assert document.find("Redirect").text == "/voice/agent/whisper?attempt=1&waits=1"

    def test_not_for_ever(self, network):
        path = "/voice/agent/whisper?attempt=1&waits=10"
        assert twiml(network.post(path, call_form(new_sid()))).find("Hangup") is not None

    def test_a_report_is_not_taken(self, network):
        assert conference(network, "conference-start", 3).status_code == 503

    def test_a_caller_still_gets_the_menu(self, network):
        over = network.post("/voice/transfer/over", call_form(new_sid()))
        assert twiml(over).find("Gather") is not None
