"""Webhooks of a call, signed as Twilio signs them."""

import pytest

from ivr.calls.events import (
    CallbackStored,
    CallEnded,
    CallStarted,
    FaultHappened,
    StatusChanged,
    StreamOpened,
)
from ivr.store import calls
from ivr.web.voice import emergency
from tests.fakes.network import call_form, incoming_form, new_sid, token_in, twiml


def row(line, call_sid):
    line.recorder.flush()
    with line.database.reading() as session:
        return calls.load(session, call_sid)


class TestIncoming:
    def test_it_is_connected_to_a_stream(self, network, shop_line, call_sid, events):
        document = twiml(network.incoming(call_sid))
        stream = document.find("Connect/Stream")
        assert stream.get("url") == "wss://line.example/voice/media"
        assert stream.get("statusCallback") == "https://line.example/voice/stream-status"
        assert document.find("Redirect").text == "https://line.example/voice/after-stream"
        assert events() == [CallStarted("inbound", shop_line.releases.live().version)]
        assert row(shop_line, call_sid).from_number == "+15005550101"

    def test_a_withheld_number_is_kept_as_none(self, network, shop_line, call_sid):
        network.incoming(call_sid, "+266696687")
        assert row(shop_line, call_sid).from_number == ""

    def test_a_repetition_changes_nothing_but_the_token(self, network, call_sid, events):
        first, second = network.incoming(call_sid), network.incoming(call_sid)
        assert token_in(first) != token_in(second)
        assert len(events(CallStarted)) == 1

    def test_it_is_refused_once_the_stream_has_opened(self, network, shop_line, call_sid):
        network.incoming(call_sid)
        shop_line.recorder.append(call_sid, StreamOpened("MZ1", 1))
        replay = network.incoming(call_sid)
        assert (replay.status_code, replay.text) == (409, "Conflict\n")

    def test_it_is_refused_once_the_call_is_over(self, network, call_sid):
        network.incoming(call_sid)
        network.status(call_sid, "completed", 3)
        assert network.incoming(call_sid).status_code == 409


@pytest.mark.parametrize(
    ("path", "change", "named"),
    [
        ("incoming", {"CallSid": ""}, "CallSid is missing"),
        ("incoming", {"CallSid": "CA; DROP TABLE"}, "CallSid is not an identifier"),
        ("incoming", {"To": ""}, "To is missing"),
        ("incoming", {"From": "x" * 600}, "From is not a short printable text"),
        ("after-stream", {"CallSid": "7"}, "CallSid is not an identifier"),
        ("emergency", {"Digits": "one"}, "Digits has characters no keypad has"),
        ("emergency", {"CallSid": "\x00"}, "CallSid is not a short printable text"),
        ("status", {"CallStatus": "resting"}, "CallStatus is no status known here"),
        ("status", {"SequenceNumber": "-1"}, "SequenceNumber is not a whole number"),
        ("stream-status", {"StreamSid": "MZ" + "0" * 32}, "StreamEvent is missing"),
    ],
)
def test_a_malformed_form_is_told_what_is_wrong(network, call_sid, events, path, change, named):
    form = {**incoming_form(call_sid), **change}
    answer = network.post(f"/voice/{path}", form)
    assert (answer.status_code, answer.text) == (400, f"{named}\n")
    assert events() == []


class TestStatus:
    def test_the_same_report_twice_is_one_event(self, network, call_sid, events):
        network.incoming(call_sid)
        for _ in range(2):
            assert network.status(call_sid, "ringing", 0).status_code == 204
        assert events(StatusChanged) == [StatusChanged("ringing", 0)]

    def test_a_repetition_is_known_by_its_token_too(self, network, call_sid, events):
        token = {"I-Twilio-Idempotency-Token": "7f1e-" + call_sid}
        for _ in range(2):
            network.status(call_sid, "in-progress", None, **token)
        assert len(events(StatusChanged)) == 1

    def test_late_reports_are_noted_and_change_nothing(self, network, shop_line, call_sid, events):
        network.incoming(call_sid)
        network.status(call_sid, "completed", 3)
        network.status(call_sid, "in-progress", 2)
        network.status(call_sid, "ringing", 1)
        assert [event.status for event in events(StatusChanged)] == [
            "completed",
            "in-progress",
            "ringing",
        ]
        call = row(shop_line, call_sid)
        assert (call.status, call.status_sequence) == ("completed", 3)
        assert len(events(CallEnded)) == 1

    @pytest.mark.parametrize("status", ["completed", "failed", "busy", "no-answer", "canceled"])
    def test_the_last_one_ends_a_call_whose_stream_did_not(self, network, call_sid, events, status):
        network.incoming(call_sid)
        network.status(call_sid, status, 3)
        network.status(call_sid, status, 4)
        assert events(CallEnded) == [CallEnded("abandoned", "line_lost")]

    def test_a_report_of_a_call_nobody_knows_is_kept(self, network, call_sid, events):
        network.status(call_sid, "completed", 0)
        assert events() == [StatusChanged("completed", 0), CallEnded("abandoned", "line_lost")]


class TestStreamStatus:
    def form(self, call_sid, event, **more):
        return call_form(call_sid, StreamSid=new_sid("MZ"), StreamEvent=event, **more)

    def test_an_error_is_a_fault_of_the_call(self, network, call_sid, events):
        form = self.form(call_sid, "stream-error", StreamError="Handshake failed")
        assert network.post("/voice/stream-status", form).status_code == 204
        assert events() == [FaultHappened("stream", "stream_error", "Handshake failed")]

    @pytest.mark.parametrize("event", ["stream-started", "stream-stopped"])
    def test_the_usual_is_nothing(self, network, call_sid, events, event):
        assert network.post("/voice/stream-status", self.form(call_sid, event)).status_code == 204
        assert events() == []


class TestAfterStream:
    def test_a_call_that_ended_hangs_up(self, network, shop_line, call_sid):
        network.incoming(call_sid)
        shop_line.recorder.append(call_sid, CallEnded("contained", "line_hung_up"))
        assert [verb.tag for verb in twiml(network.after_stream(call_sid))] == ["Hangup"]

    def test_a_call_that_goes_on_is_connected_anew(self, network, call_sid):
        first = token_in(network.incoming(call_sid))
        assert token_in(network.after_stream(call_sid)) != first

    def test_a_call_nobody_knows_gets_the_menu(self, network, call_sid):
        document = twiml(network.after_stream(call_sid))
        assert [verb.tag for verb in document] == ["Gather", "Redirect"]
        assert document.find("Gather/Say").text == emergency.SORRY + emergency.ASK_NUMBER

    def test_a_stream_that_never_opens_is_not_tried_for_ever(self, network, call_sid):
        network.incoming(call_sid)
        tags = [twiml(network.after_stream(call_sid))[0].tag for _ in range(5)]
        assert tags == ["Connect", "Connect", "Connect", "Connect", "Gather"]


class TestEmergencyMenu:
    @pytest.fixture
    def failed(self, network, call_sid):
        """A call whose streams have all failed, by the number it comes from."""

        def failed(number):
            network.incoming(call_sid, number)
            for _ in range(5):
                answer = network.after_stream(call_sid)
            return twiml(answer)

        return failed

    def keys(self, network, call_sid, digits, query=""):
        path = f"/voice/emergency{query}"
        return twiml(network.post(path, call_form(call_sid, Digits=digits)))

    @pytest.mark.parametrize("key", ["1", "0", "7"])
    def test_any_key_confirms_a_known_number(
        self, network, call_sid, failed, events, promises, key
    ):
        menu = failed("+15005550101")
        gather = menu.find("Gather")
        assert gather.find("Say").text == emergency.SORRY + emergency.ASK_KEY
        assert gather.get("numDigits") == "1"
        assert gather.get("action") == "https://line.example/voice/emergency"
        assert menu.find("Redirect").text == "https://line.example/voice/emergency"
        answer = self.keys(network, call_sid, key)
        assert answer.find("Say").text == emergency.THANKS
        assert [verb.tag for verb in answer] == ["Say", "Hangup"]
        assert promises() == ["+15005550101"]
        assert events(CallbackStored)[0].number_ends == "0101"
        assert events(CallEnded) == [CallEnded("callback", "line_failed")]

    def test_a_withheld_number_is_keyed(self, network, call_sid, failed, events, promises):
        gather = failed("Anonymous").find("Gather")
        assert gather.find("Say").text == emergency.SORRY + emergency.ASK_NUMBER
        assert gather.get("numDigits") == "16"
        assert self.keys(network, call_sid, "2125550123").find("Say").text == emergency.THANKS
        assert promises() == ["+12125550123"]
        assert events(CallEnded) == [CallEnded("callback", "line_failed")]

    @pytest.mark.parametrize(
        ("number", "digits"), [("+15005550101", ""), ("Anonymous", "1"), ("Anonymous", "")]
    )
    def test_what_can_not_be_rung_is_asked_for_once_more(
        self, network, call_sid, failed, events, promises, number, digits
    ):
        failed(number)
        again = self.keys(network, call_sid, digits)
        assert again.find("Gather/Say").text.startswith(emergency.AGAIN)
        assert again.find("Gather").get("action").endswith("/voice/emergency?again=1")
        assert events(CallEnded) == []
        for _ in range(2):
            last = self.keys(network, call_sid, digits, "?again=1")
            assert last.find("Say").text == emergency.NOTHING
        assert promises() == []
        assert events(CallEnded) == [CallEnded("failed", "line_failed")]

    def test_the_second_question_can_be_answered(self, network, call_sid, failed, promises):
        failed("Anonymous")
        self.keys(network, call_sid, "")
        answer = self.keys(network, call_sid, "2125550123", "?again=1")
        assert answer.find("Say").text == emergency.THANKS
        assert promises() == ["+12125550123"]

    def test_a_repeated_webhook_promises_once(self, network, call_sid, failed, events, promises):
        failed("+15005550101")
        for _ in range(2):
            assert self.keys(network, call_sid, "1").find("Say").text == emergency.THANKS
        assert promises() == ["+15005550101"]
        assert len(events(CallbackStored)) == 1
        assert len(events(CallEnded)) == 1

    def test_the_call_stays_over(self, network, call_sid, failed):
        failed("+15005550101")
        self.keys(network, call_sid, "1")
        assert [verb.tag for verb in twiml(network.after_stream(call_sid))] == ["Hangup"]
