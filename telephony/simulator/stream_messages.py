"""The messages of a media stream, seen from the telephone network.

Source: https://www.twilio.com/docs/voice/media-streams/websocket-messages
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass

from telephony.mulaw import SAMPLE_RATE

_MAX_MARK_NAME = 256


class InvalidMessage(Exception):
    """A message from the application that is none of media, mark and clear (31951)."""


@dataclass(frozen=True)
class PlayMedia:
    """Play this after what is waiting already."""

    mulaw: bytes


@dataclass(frozen=True)
class PlaceMark:
    """Say when all before this has been played."""

    name: str


@dataclass(frozen=True)
class ClearBuffer:
    """Forget what is waiting to be played."""


FromServer = PlayMedia | PlaceMark | ClearBuffer


def parse(text: str, stream_sid: str) -> FromServer:
    """What the application's message asks for.

    Raises:
        InvalidMessage: it is not of the documented form, or names another stream.
    """
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidMessage("not JSON") from None
    if not isinstance(message, dict):
        raise InvalidMessage("not a JSON object")
    event = message.get("event")
    if event not in ("media", "mark", "clear"):
        raise InvalidMessage(f"event {event!r} is not media, mark or clear")
    if message.get("streamSid") != stream_sid:
        raise InvalidMessage("streamSid is not that of this stream")
    body = {"event", "streamSid"} if event == "clear" else {"event", "streamSid", event}
    if set(message) != body:
        odd = sorted(set(message) ^ body)
        raise InvalidMessage(f"fields too many or missing: {', '.join(odd)}")
    if event == "clear":
        return ClearBuffer()
    return _media(message["media"]) if event == "media" else _mark(message["mark"])


def _media(media: object) -> PlayMedia:
    payload = media.get("payload") if isinstance(media, dict) else None
    if not isinstance(payload, str):
        raise InvalidMessage("media has no payload")
    try:
        mulaw = base64.b64decode(payload, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidMessage("the payload is not base64") from None
    if mulaw.startswith((b"RIFF", b".snd")):
        raise InvalidMessage("the payload has the header of an audio file")
    return PlayMedia(mulaw)


def _mark(mark: object) -> PlaceMark:
    name = mark.get("name") if isinstance(mark, dict) else None
    if not isinstance(name, str) or not name or len(name) > _MAX_MARK_NAME:
        raise InvalidMessage("mark has no name")
    return PlaceMark(name)


@dataclass(frozen=True)
class StreamIdentity:
    """What the start of a stream tells of it."""

    account_sid: str
    call_sid: str
    stream_sid: str
    tracks: tuple[str, ...]
    """inbound, outbound or both."""
    parameters: Mapping[str, str]


class ToServer:
    """Writes the messages of one stream, numbered in order."""

    def __init__(self, identity: StreamIdentity) -> None:
        self._identity = identity
        self._sequence = 0
        self._chunks: dict[str, int] = {}

    def connected(self) -> str:
        """The first message, before the numbering."""
        return json.dumps({"event": "connected", "protocol": "Call", "version": "1.0.0"})

    def start(self) -> str:
        """Which call and stream this is."""
        identity = self._identity
        body = {
            "accountSid": identity.account_sid,
            "streamSid": identity.stream_sid,
            "callSid": identity.call_sid,
            "tracks": list(identity.tracks),
            "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": SAMPLE_RATE, "channels": 1},
            "customParameters": dict(identity.parameters),
        }
        return self._numbered("start", body)

    def media(self, track: str, since_start_ms: int, mulaw: bytes) -> str:
        """One frame of a track (inbound or outbound)."""
        chunk = self._chunks[track] = self._chunks.get(track, 0) + 1
        body = {
            "track": track,
            "chunk": str(chunk),
            "timestamp": str(since_start_ms),
            "payload": base64.b64encode(mulaw).decode(),
        }
        return self._numbered("media", body)

    def dtmf(self, digit: str) -> str:
        """A key the caller pressed."""
        return self._numbered("dtmf", {"track": "inbound_track", "digit": digit})

    def mark(self, name: str) -> str:
        """All before that mark has been played, or was cleared."""
        return self._numbered("mark", {"name": name})

    def stop(self) -> str:
        """The last message."""
        identity = self._identity
        body = {"accountSid": identity.account_sid, "callSid": identity.call_sid}
        return self._numbered("stop", body)

    def _numbered(self, event: str, body: Mapping[str, object]) -> str:
        self._sequence += 1
        message = {
            "event": event,
            "sequenceNumber": str(self._sequence),
            event: body,
            "streamSid": self._identity.stream_sid,
        }
        return json.dumps(message)
