import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.simulator.stream_messages import (
    ClearBuffer,
    InvalidMessage,
    PlaceMark,
    PlayMedia,
    StreamIdentity,
    ToServer,
    parse,
)

SID = "MZ" + "1" * 32
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=8,
)


def test_the_three_messages_of_the_documentation() -> None:
    payload = base64.b64encode(b"\x00\x7f").decode()
    media = {"event": "media", "streamSid": SID, "media": {"payload": payload}}
    assert parse(json.dumps(media), SID) == PlayMedia(b"\x00\x7f")
    mark = {"event": "mark", "streamSid": SID, "mark": {"name": "end"}}
    assert parse(json.dumps(mark), SID) == PlaceMark("end")
    assert parse(json.dumps({"event": "clear", "streamSid": SID}), SID) == ClearBuffer()


@pytest.mark.parametrize(
    "message",
    [
        "",
        "not json",
        "[]",
        "[" * 100000,
        json.dumps({"event": "start", "streamSid": SID}),
        json.dumps({"event": "clear", "streamSid": "MZother"}),
        json.dumps({"event": "clear", "streamSid": SID, "more": 1}),
        json.dumps({"event": "media", "streamSid": SID, "media": {}}),
        json.dumps({"event": "media", "streamSid": SID, "media": {"payload": "%%%"}}),
        json.dumps({"event": "media", "streamSid": SID, "media": {"payload": "UklGRgAA"}}),
        json.dumps({"event": "mark", "streamSid": SID, "mark": {"name": ""}}),
    ],
)
def test_anything_else_is_invalid(message: str) -> None:
    with pytest.raises(InvalidMessage):
        parse(message, SID)


@given(st.one_of(st.text(), VALUES.map(json.dumps)))
def test_no_text_does_anything_but_that(text: str) -> None:
    try:
        parse(text, SID)
    except InvalidMessage:
        return


def test_what_goes_out_has_the_documented_shapes() -> None:
    to_server = ToServer(StreamIdentity("AC1", "CA1", SID, ("inbound",), {"token": "t"}))
    sent = [
        json.loads(text)
        for text in (
            to_server.connected(),
            to_server.start(),
            to_server.media("inbound", 0, b"\xff"),
            to_server.media("inbound", 20, b"\xff"),
            to_server.dtmf("5"),
            to_server.mark("end"),
            to_server.stop(),
        )
    ]
    assert sent[0] == {"event": "connected", "protocol": "Call", "version": "1.0.0"}
    assert sent[1] == {
        "event": "start",
        "sequenceNumber": "1",
        "start": {
            "accountSid": "AC1",
            "streamSid": SID,
            "callSid": "CA1",
            "tracks": ["inbound"],
            "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
            "customParameters": {"token": "t"},
        },
        "streamSid": SID,
    }
    assert sent[3]["media"] == {
        "track": "inbound",
        "chunk": "2",
        "timestamp": "20",
        "payload": "/w==",
    }
    assert sent[4]["dtmf"] == {"track": "inbound_track", "digit": "5"}
    assert sent[5]["mark"] == {"name": "end"}
    assert sent[6]["stop"] == {"accountSid": "AC1", "callSid": "CA1"}
    assert [m["sequenceNumber"] for m in sent[1:]] == ["1", "2", "3", "4", "5", "6"]
