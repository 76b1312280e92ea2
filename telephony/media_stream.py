"""Twilio's bidirectional media streams: messages of the WebSocket in, messages for it out.

Source: https://www.twilio.com/docs/voice/media-streams/websocket-messages
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeGuard

MAX_MESSAGE_LENGTH = 65536
"""Characters of a message from Twilio. Its own 20 ms frames have about 350."""
_MAX_NAME_LENGTH = 512
"""Characters of an identifier, a name or a parameter."""
_MAX_PARAMETERS = 32
_MAX_NUMBER = 2**63 - 1
_MAX_TIMESTAMP_MS = 24 * 3_600_000
"""Twilio ends a call after a day.

Source: https://www.twilio.com/docs/voice/api/call-resource (TimeLimit)."""
_KEYS = frozenset("0123456789*#ABCD")

Code = Literal["binary", "too_long", "not_json", "no_event", "bad_field", "bad_audio", "bad_format"]


class MalformedMessage(Exception):
    """A message breaks the protocol.

    `code` is one of: binary, too_long, not_json, no_event, bad_field (absent, of another type or
    too large), bad_audio (not base64), bad_format (not mono mu-law at 8 kHz). The text names the
    field and never repeats its value.
    """

    def __init__(self, code: Code, what: str) -> None:
        super().__init__(what)
        self.code = code


@dataclass(frozen=True)
class Connected:
    """The WebSocket is open; `Started` follows."""


@dataclass(frozen=True)
class Started:
    """The stream of a call began."""

    stream_sid: str
    call_sid: str
    account_sid: str
    parameters: Mapping[str, str]
    """What the TwiML passed on."""


@dataclass(frozen=True)
class Media:
    """A piece of what the caller says."""

    sequence: int
    """Position among all messages of the stream."""
    chunk: int
    """Position among its media messages."""
    timestamp_ms: int
    """Milliseconds from the beginning of the stream."""
    payload: bytes
    """Mu-law, 8 bytes a millisecond."""


@dataclass(frozen=True)
class Dtmf:
    """The caller pressed a key."""

    digit: str
    """0 to 9, *, # or A to D."""


@dataclass(frozen=True)
class MarkReturned:
    """All audio sent before this mark was played, or dropped by a clear."""

    name: str


@dataclass(frozen=True)
class Stopped:
    """The stream is over: the call ended or moved on."""

    call_sid: str


@dataclass(frozen=True)
class Ignored:
    """An event this protocol does not use."""

    event: str


Message = Connected | Started | Media | Dtmf | MarkReturned | Stopped | Ignored
_Fields = Mapping[str, Any]


def parse(message: str | bytes) -> Message:
    """One message from Twilio. Unknown events are `Ignored`, unknown fields skipped.

    Raises:
        MalformedMessage: it breaks the protocol.
    """
    fields = _fields(message)
    match fields["event"]:
        case "media":
            return _media(fields)
        case "mark":
            return MarkReturned(_text(_group(fields, "mark"), "name"))
        case "dtmf":
            return _dtmf(_group(fields, "dtmf"))
        case "connected":
            return Connected()
        case "start":
            return _started(fields)
        case "stop":
            return Stopped(_text(_group(fields, "stop"), "callSid"))
        case event:
            return Ignored(event)


def media_message(stream_sid: str, mulaw: bytes) -> str:
    """Play mu-law audio at 8 kHz after all that was sent before; any length but none."""
    payload = base64.b64encode(mulaw).decode()
    return _outgoing("media", stream_sid, media={"payload": payload})


def mark_message(stream_sid: str, name: str) -> str:
    """Send this mark back when all audio before it was played."""
    return _outgoing("mark", stream_sid, mark={"name": name})


def clear_message(stream_sid: str) -> str:
    """Drop the audio not played yet and send its marks back."""
    return _outgoing("clear", stream_sid)


def _outgoing(event: str, stream_sid: str, **fields: object) -> str:
    return json.dumps({"event": event, "streamSid": stream_sid, **fields})


def _fields(message: str | bytes) -> _Fields:
    if isinstance(message, bytes):
        raise MalformedMessage("binary", "the stream sends text messages only")
    if len(message) > MAX_MESSAGE_LENGTH:
        raise MalformedMessage("too_long", f"over {MAX_MESSAGE_LENGTH} characters")
    try:
        fields: Any = json.loads(message)
    except (ValueError, RecursionError) as error:
        raise MalformedMessage("not_json", "not a JSON document") from error
    if not isinstance(fields, dict) or not _is_short_text(fields.get("event")):
        raise MalformedMessage("no_event", "not a JSON object with an event")
    return fields


def _started(fields: _Fields) -> Started:
    start = _group(fields, "start")
    audio = _group(start, "mediaFormat")
    if (audio.get("encoding"), audio.get("sampleRate"), audio.get("channels")) != (
        "audio/x-mulaw",
        8000,
        1,
    ):
        raise MalformedMessage("bad_format", "mediaFormat is not mono mu-law at 8000 Hz")
    return Started(
        stream_sid=_text(start, "streamSid"),
        call_sid=_text(start, "callSid"),
        account_sid=_text(start, "accountSid"),
        parameters=_parameters(start),
    )


def _parameters(start: _Fields) -> dict[str, str]:
    parameters = start.get("customParameters", {})
    if not isinstance(parameters, dict) or len(parameters) > _MAX_PARAMETERS:
        raise MalformedMessage("bad_field", "customParameters is no object, or too large a one")
    for name, value in parameters.items():
        if not (name.isprintable() and _is_short_text(value)):
            raise MalformedMessage("bad_field", "a parameter is not a short printable text")
    return parameters


def _media(fields: _Fields) -> Media:
    media = _group(fields, "media")
    payload = media.get("payload")
    if not isinstance(payload, str):
        raise MalformedMessage("bad_field", "media.payload is not a text")
    try:
        mulaw = base64.b64decode(payload, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedMessage("bad_audio", "media.payload is not base64") from error
    return Media(
        sequence=_number(fields, "sequenceNumber"),
        chunk=_number(media, "chunk"),
        timestamp_ms=_number(media, "timestamp", _MAX_TIMESTAMP_MS),
        payload=mulaw,
    )


def _dtmf(dtmf: _Fields) -> Dtmf:
    digit = dtmf.get("digit")
    if not isinstance(digit, str) or digit not in _KEYS:
        raise MalformedMessage("bad_field", "dtmf.digit is no key of a telephone")
    return Dtmf(digit)


def _group(fields: _Fields, name: str) -> _Fields:
    group = fields.get(name)
    if not isinstance(group, dict):
        raise MalformedMessage("bad_field", f"{name} is not an object")
    return group


def _text(fields: _Fields, name: str) -> str:
    value = fields.get(name)
    if not value or not _is_short_text(value):
        raise MalformedMessage("bad_field", f"{name} is not a short printable text")
    return value


def _is_short_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) <= _MAX_NAME_LENGTH and value.isprintable()


def _number(fields: _Fields, name: str, most: int = _MAX_NUMBER) -> int:
    """A whole number, which Twilio writes as a text."""
    value = fields.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 19:
        value = int(value)
    if type(value) is not int or not 0 <= value <= most:
        raise MalformedMessage("bad_field", f"{name} is not a whole number")
    return value
