"""The media WebSocket on a real server: who gets a stream, and whole calls over it."""

from datetime import UTC, datetime, timedelta

import pytest
from simple_websocket import ConnectionClosed

from ivr.calls.events import CallEnded, FaultHappened, StreamClosed, StreamOpened
from ivr.store import stream_tokens as used
from telephony import stream_tokens
from telephony.mulaw import SILENCE
from tests.fakes.caller import Caller
from tests.fakes.network import new_sid, open_socket, token_in, twiml, wire
from tests.fakes.phone import Phone


def is_closed(socket) -> bool:
    """Whether the line closes the socket without a word."""
    try:
        return socket.receive(timeout=20) is None and not socket.connected
    except ConnectionClosed:
        return True


@pytest.fixture
def starts(server):
    """Opens a media socket and sends a stream's first messages; the socket."""

    def starts(call_sid: str, **parameters: str):
        socket = open_socket(server)
        for message in Phone(new_sid("MZ"), call_sid).start(**parameters):
            socket.send(message)
        return socket

    return starts


class TestToken:
    """A stream needs a token of its own call that was never used before."""

    @pytest.fixture
    def token(self, network, call_sid):
        return token_in(network.incoming(call_sid))

    def refused(self, socket, events):
        assert is_closed(socket)
        assert events(StreamOpened, StreamClosed, FaultHappened) == []

    def test_none(self, starts, token, call_sid, events):
        self.refused(starts(call_sid), events)

    def test_under_another_name(self, starts, token, call_sid, events):
        self.refused(starts(call_sid, ticket=token), events)

    @pytest.mark.parametrize("change", ["", ".", "x", "\u00e9", "x" * 400])
    def test_forged(self, starts, token, call_sid, events, change):
        self.refused(starts(call_sid, token=change + token[:-3] + change), events)

    def test_signed_with_another_secret(self, starts, call_sid, events, token):
        forged = stream_tokens.issue("another secret altogether", call_sid, datetime.now(UTC))
        self.refused(starts(call_sid, token=forged), events)

    def test_expired(self, starts, shop_line, call_sid, events, token):
        then = datetime.now(UTC) - stream_tokens.LIFETIME - timedelta(seconds=1)
        expired = stream_tokens.issue(shop_line.secret, call_sid, then)
        self.refused(starts(call_sid, token=expired), events)

    def test_of_another_call(self, starts, network, call_sid, events, token):
        other = token_in(network.incoming(new_sid()))
        self.refused(starts(call_sid, token=other), events)

    def test_used_before(self, starts, token, call_sid, events):
        first = starts(call_sid, token=token)
        assert first.receive(timeout=20) is not None
        assert len(events(StreamOpened)) == 1
        second = starts(call_sid, token=token)
        assert is_closed(second)
        assert len(events(StreamOpened)) == 1
        assert first.connected
        first.close()

    def test_of_a_call_that_is_over(self, starts, network, token, call_sid, events):
        network.status(call_sid, "completed", 3)
        self.refused(starts(call_sid, token=token), events)

    def test_used_in_another_process(self, starts, shop_line, token, call_sid, events):
        ticket = stream_tokens.open(shop_line.secret, token, datetime.now(UTC))
        with shop_line.database.writing() as session:
            assert used.use(session, ticket.nonce, call_sid, datetime.now(UTC))
        self.refused(starts(call_sid, token=token), events)


@pytest.mark.parametrize(
    "messages",
    [
        ["{"],
        [b"\x00\x01"],
        ['{"event": "stop", "stop": {"callSid": "CA1"}}'],
        ['{"event": "start", "start": {}}'],
        ['{"event": "connected"}'] * 5,
        ["x" * 70_000],
    ],
)
def test_what_does_not_begin_as_a_stream_is_closed(server, messages):
    socket = open_socket(server)
    for message in messages:
        socket.send(message)
    assert is_closed(socket)


class TestCall:
    @pytest.fixture
    def caller(self, shop_line, caller_speech, network, server):
        """Somebody whose call came in by a webhook, and whose stream is a real WebSocket."""
        caller = Caller(shop_line, caller_speech)
        token = token_in(network.incoming(caller.call_sid))
        return caller.connects_over(wire(server, token))

    def test_an_order_is_tracked(self, caller, network):
        caller.hears("How can I help?")
        caller.says("where is my order")
        caller.hears("order number?")
        caller.presses("4512#")
        caller.hears("It should arrive on")
        caller.hears("anything else I can help you with?")
        caller.says("no thank you")
        caller.hears("Goodbye.")
        assert caller.ending == "closed by the line"
        assert [verb.tag for verb in twiml(network.after_stream(caller.call_sid))] == ["Hangup"]
        assert network.status(caller.call_sid, "completed", 3).status_code == 204
        assert caller.one(CallEnded) == CallEnded("contained", "line_hung_up")

    def test_the_caller_hangs_up(self, caller, network):
        caller.hears("How can I help?")
        caller.hangs_up()
        network.status(caller.call_sid, "completed", 3)
        assert caller.one(CallEnded) == CallEnded("abandoned", "caller_hung_up")
        assert caller.one(StreamClosed).reason == "stopped"

    def test_a_lost_connection_is_opened_anew(self, caller, network, server):
        caller.wants_an_order()
        caller.hears("What's your order number?")
        caller.phone.lose()
        assert caller.ending == "closed by the phone"
        token = token_in(network.after_stream(caller.call_sid))
        caller.connects_over(wire(server, token))
        caller.hears("Sorry, we lost the line for a moment. What's your order number?")
        caller.hangs_up()
        network.status(caller.call_sid, "completed", 3)
        assert [each.reason for each in caller.of_kind(StreamClosed)] == ["lost", "stopped"]
        assert len(caller.of_kind(CallEnded)) == 1

    def test_a_call_whose_stream_was_lost_ends_by_its_status(self, caller, network):
        caller.asks_for_hours()
        caller.hears("anything else I can help you with?")
        caller.phone.lose()
        assert caller.ending == "closed by the phone"
        network.status(caller.call_sid, "completed", 3)
        assert caller.one(CallEnded) == CallEnded("contained", "line_lost")

    @pytest.mark.parametrize("binary", [True, False])
    def test_a_message_that_is_too_large_ends_the_stream_alone(self, caller, network, binary):
        caller.hears("How can I help?")
        caller.phone.inject(b"\x00" * 70_000 if binary else "x" * 70_000)
        assert caller.ending == "closed by the line"
        assert token_in(network.after_stream(caller.call_sid))
        assert caller.one(StreamClosed).reason == "lost"
        assert not caller.of_kind(CallEnded)

    def test_binary_and_broken_messages_are_passed_over(self, caller):
        caller.hears("How can I help?")
        caller.phone.inject(SILENCE * 160, "{", '{"event": "media"}')
        caller.asks_for_hours()
        caller.hears("anything else I can help you with?")
        caller.hangs_up()
        assert caller.one(FaultHappened).code == "binary"
