"""Messages as Twilio documents them, and everything else that may arrive on an open socket."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.media_stream import (
    MAX_MESSAGE_LENGTH,
    Connected,
    Dtmf,
    Ignored,
    MalformedMessage,
    MarkReturned,
    Media,
    Started,
    Stopped,
    clear_message,
    mark_message,
    media_message,
    parse,
)

STREAM = "MZ18ad3ab5a668481ce02b83e7395059f0"
CALL = "CAaf1b2c3d4e5f60718293a4b5c6d7e8f9"
ACCOUNT = "ACaf1b2c3d4e5f60718293a4b5c6d7e8f9"

CONNECTED = {"event": "connected", "protocol": "Call", "version": "1.0.0"}
START: dict[str, Any] = {
    "event": "start",
    "sequenceNumber": "1",
    "start": {
        "accountSid": ACCOUNT,
        "streamSid": STREAM,
        "callSid": CALL,
        "tracks": ["inbound"],
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
        "customParameters": {"token": "abc.def", "empty": ""},
    },
    "streamSid": STREAM,
}
MEDIA: dict[str, Any] = {
    "event": "media",
    "sequenceNumber": "4",
    "media": {
        "track": "inbound",
        "chunk": "2",
        "timestamp": "5",
        "payload": base64.b64encode(b"\xff\x7f" * 80).decode(),
    },
    "streamSid": STREAM,
}
STOP: dict[str, Any] = {
    "event": "stop",
    "sequenceNumber": "5",
    "stop": {"accountSid": ACCOUNT, "callSid": CALL},
    "streamSid": STREAM,
}
DTMF: dict[str, Any] = {
    "event": "dtmf",
    "streamSid": STREAM,
    "sequenceNumber": "5",
    "dtmf": {"track": "inbound_track", "digit": "1"},
}
MARK: dict[str, Any] = {
    "event": "mark",
    "sequenceNumber": "4",
    "streamSid": STREAM,
    "mark": {"name": "prompt-7"},
}


@pytest.mark.parametrize(
    ("message", "meaning"),
    [
        (CONNECTED, Connected()),
        (START, Started(STREAM, CALL, ACCOUNT, {"token": "abc.def", "empty": ""})),
        (MEDIA, Media(sequence=4, chunk=2, timestamp_ms=5, payload=b"\xff\x7f" * 80)),
        (STOP, Stopped(CALL)),
        (DTMF, Dtmf("1")),
        (MARK, MarkReturned("prompt-7")),
        ({"event": "novelty", "streamSid": STREAM}, Ignored("novelty")),
    ],
)
def test_documented_messages(message: dict[str, Any], meaning: object) -> None:
    assert parse(json.dumps(message)) == meaning
    assert parse(json.dumps(message | {"more": {"later": [1]}})) == meaning


def without(message: dict[str, Any], *path: str, value: object = None) -> str:
    """The message as text with one field replaced, or left out where value is None."""
    copy = json.loads(json.dumps(message))
    inner = copy
    for name in path[:-1]:
        inner = inner[name]
    del inner[path[-1]]
    if value is not None:
        inner[path[-1]] = value
    return json.dumps(copy)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"\x00\x01", "binary"),
        (b'{"event": "connected"}', "binary"),
        ("x" * (MAX_MESSAGE_LENGTH + 1), "too_long"),
        ("", "not_json"),
        ("{", "not_json"),
        ("[" * 60000, "not_json"),
        ("1" * 5000, "not_json"),
        ("[]", "no_event"),
        ("null", "no_event"),
        ('{"event": 7}', "no_event"),
        ('{"event": "a\\ud800"}', "no_event"),
        (without(START, "start"), "bad_field"),
        (without(START, "start", "callSid"), "bad_field"),
        (without(START, "start", "streamSid", value=""), "bad_field"),
        (without(START, "start", "streamSid", value="a" * 600), "bad_field"),
        (without(START, "start", "streamSid", value="a\nb"), "bad_field"),
        (without(START, "start", "customParameters", value={"a": 1}), "bad_field"),
        (without(START, "start", "customParameters", value={"a": "b" * 600}), "bad_field"),
        (without(START, "start", "customParameters", value=[]), "bad_field"),
        (without(START, "start", "mediaFormat", "sampleRate", value=16000), "bad_format"),
        (without(START, "start", "mediaFormat", "encoding", value="audio/l16"), "bad_format"),
        (without(START, "start", "mediaFormat", "channels", value=2), "bad_format"),
        (without(MEDIA, "media", "payload"), "bad_field"),
        (without(MEDIA, "media", "payload", value="###="), "bad_audio"),
        (without(MEDIA, "media", "payload", value="/w"), "bad_audio"),
        (without(MEDIA, "media", "payload", value="é"), "bad_audio"),
        (without(MEDIA, "media", "timestamp", value="-1"), "bad_field"),
        (without(MEDIA, "media", "timestamp", value="٣"), "bad_field"),
        (without(MEDIA, "media", "timestamp", value="9" * 19), "bad_field"),
        (without(MEDIA, "media", "chunk", value=1.5), "bad_field"),
        (without(MEDIA, "media", "chunk", value=True), "bad_field"),
        (without(MEDIA, "sequenceNumber"), "bad_field"),
        (without(DTMF, "dtmf", "digit", value="12"), "bad_field"),
        (without(DTMF, "dtmf", "digit", value="x"), "bad_field"),
        (without(DTMF, "dtmf", "digit", value=1), "bad_field"),
        (without(MARK, "mark", "name"), "bad_field"),
        (without(STOP, "stop", value="now"), "bad_field"),
    ],
)
def test_what_breaks_the_protocol_is_named(message: str | bytes, code: str) -> None:
    with pytest.raises(MalformedMessage) as caught:
        parse(message)
    assert caught.value.code == code


def test_a_start_without_parameters_is_fine() -> None:
    started = parse(without(START, "start", "customParameters"))
    assert isinstance(started, Started)
    assert started.parameters == {}


@given(st.binary(max_size=2000), st.integers(0, 10**9), st.integers(0, 24 * 3_600_000))
def test_media_survives_a_round_trip(payload: bytes, chunk: int, timestamp: int) -> None:
    message = json.loads(media_message(STREAM, payload))
    assert (message["event"], message["streamSid"]) == ("media", STREAM)
    message["sequenceNumber"] = str(chunk + 1)
    message["media"] |= {"chunk": str(chunk), "timestamp": str(timestamp), "track": "inbound"}
    assert parse(json.dumps(message)) == Media(chunk + 1, chunk, timestamp, payload)


@given(st.from_regex(r"[ -~]{1,100}", fullmatch=True))
def test_a_mark_survives_a_round_trip(name: str) -> None:
    assert parse(mark_message(STREAM, name)) == MarkReturned(name)


def test_clear_is_what_twilio_documents() -> None:
    assert json.loads(clear_message(STREAM)) == {"event": "clear", "streamSid": STREAM}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
events = st.sampled_from(["connected", "start", "media", "mark", "dtmf", "stop", "clear"])


def only_malformed(message: str | bytes) -> None:
    try:
        parse(message)
    except MalformedMessage as malformed:
        assert malformed.code  # noqa: PT017


@given(st.text() | st.binary())
def test_arbitrary_text_and_bytes_raise_nothing_else(message: str | bytes) -> None:
    only_malformed(message)


@given(events, json_values, json_values)
def test_arbitrary_fields_raise_nothing_else(event: str, inner: object, number: object) -> None:
    only_malformed(json.dumps({"event": event, "sequenceNumber": number, event: inner}))


@given(st.sampled_from([START, MEDIA, MARK, DTMF, STOP]), st.data())
def test_one_wrong_field_raises_nothing_else(message: dict[str, Any], data: st.DataObject) -> None:
    event = message["event"]
    name = data.draw(st.sampled_from(sorted(message[event])))
    only_malformed(json.dumps(message | {event: message[event] | {name: data.draw(json_values)}}))
