"""A telephone at the far end of a media stream, as the line's socket shows it."""

import base64
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator

from telephony.mulaw import FRAME_BYTES, SILENCE

FRAME_MS = 20
SILENT_FRAME = SILENCE * FRAME_BYTES
PATIENCE_S = 30.0
"""Wall seconds after which what a test waits for is not going to come."""


class Phone:
    """Sends and takes Twilio's messages; every frame it sends moves its own audio time on.

    The line's reader calls `receive`, its turn thread `send`; everything else is for the test.
    """

    def __init__(self, stream_sid: str, call_sid: str, speed: float = 40.0) -> None:
        self.stream_sid = stream_sid
        self.call_sid = call_sid
        self.now_ms = 0
        self.heard = bytearray()
        """All the sound that came out of the phone, in step with audio time."""
        self.marks: list[str] = []
        """Marks whose sound was played to the end."""
        self.clears: list[int] = []
        """Bytes that each clear took out of the buffer."""
        self.keeps_quiet = False
        """Whether the phone sends nothing at all, though its socket is open."""
        self._frame_s = FRAME_MS / 1000 / speed
        self._changed = threading.Condition()
        self._playing: deque[bytes | str] = deque()
        self._to_say: deque[bytes] = deque()
        self._to_send: deque[str | bytes] = deque()
        self._sequence = 0
        self._chunk = 0
        self._hung_up = False
        self._gone = False

    # -- the line's end

    def receive(self, timeout: float) -> str | bytes | None:
        """The next message: what waits to be sent, else 20 ms of sound."""
        time.sleep(timeout if self.keeps_quiet else self._frame_s)
        with self._changed:
            if self._gone:
                raise ConnectionError("the phone is gone")
            if self._to_send:
                return self._to_send.popleft()
            if self._hung_up:
                self._gone = True
                return self._message("stop", stop={"callSid": self.call_sid})
            if self.keeps_quiet:
                return None
            return self._frame()

    def send(self, message: str) -> None:
        """Take what the line sends."""
        fields = json.loads(message)
        with self._changed:
            if self._gone:
                raise ConnectionError("the phone is gone")
            assert fields["streamSid"] == self.stream_sid
            match fields["event"]:
                case "media":
                    self._playing.append(base64.b64decode(fields["media"]["payload"]))
                case "mark":
                    self._playing.append(fields["mark"]["name"])
                case "clear":
                    self._clear()
                case other:
                    raise AssertionError(f"the line sent {other}")
            self._changed.notify_all()

    # -- the caller's end

    @property
    def is_playing(self) -> bool:
        """Whether sound of the line's waits or plays."""
        with self._changed:
            return bool(self._playing)

    @property
    def is_gone(self) -> bool:
        """Whether the phone's own end of the connection is closed."""
        return self._gone

    def say(self, mulaw: bytes) -> None:
        """Speak, and come back when it was sent."""
        with self._changed:
            for at in range(0, len(mulaw), FRAME_BYTES):
                self._to_say.append(mulaw[at : at + FRAME_BYTES].ljust(FRAME_BYTES, SILENCE))
        self.until(lambda: not self._to_say or self._gone)

    def press(self, keys: str) -> None:
        """Press keys, 160 ms apart."""
        for key in keys:
            self.inject(self._message("dtmf", dtmf={"track": "inbound_track", "digit": key}))
            self.wait(160)

    def inject(self, *messages: str | bytes) -> None:
        """Send messages as they are."""
        with self._changed:
            self._to_send.extend(messages)

    def start(self, **parameters: str) -> list[str | bytes]:
        """The messages that begin a stream."""
        start = {
            "accountSid": "AC" + "0" * 32,
            "streamSid": self.stream_sid,
            "callSid": self.call_sid,
            "tracks": ["inbound"],
            "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
            "customParameters": parameters,
        }
        connected = {"event": "connected", "protocol": "Call", "version": "1.0.0"}
        return [json.dumps(connected), self._message("start", start=start)]

    def media(self, payload: bytes, timestamp_ms: int) -> str:
        """A media message of the phone's stream."""
        self._chunk += 1
        audio = base64.b64encode(payload).decode()
        media = {"track": "inbound", "chunk": str(self._chunk), "timestamp": str(timestamp_ms)}
        return self._message("media", media={**media, "payload": audio})

    def hang_up(self) -> None:
        """End the call: the network says `stop` and closes the socket."""
        self._hung_up = True

    def lose(self) -> None:
        """Lose the connection without a word."""
        self._gone = True

    def wait(self, ms: int) -> None:
        """Let audio time pass."""
        end = self.now_ms + ms
        self.until(lambda: self.now_ms >= end or self._gone)

    def until(self, happened: Callable[[], object]) -> None:
        """Wait until something has happened."""
        deadline = time.monotonic() + PATIENCE_S
        with self._changed:
            while not happened():
                assert time.monotonic() < deadline, "it did not happen"
                self._changed.wait(0.05)

    # -- inside

    def _frame(self) -> str:
        payload = self._to_say.popleft() if self._to_say else SILENT_FRAME
        message = self.media(payload, self.now_ms)
        self.now_ms += FRAME_MS
        self._play()
        self._changed.notify_all()
        return message

    def _play(self) -> None:
        room = FRAME_BYTES
        while self._playing and (room or isinstance(self._playing[0], str)):
            first = self._playing.popleft()
            if isinstance(first, str):
                self.marks.append(first)
                self._return(first)
                continue
            self.heard += first[:room]
            if len(first) > room:
                self._playing.appendleft(first[room:])
            room = max(0, room - len(first))
        self.heard += SILENCE * room

    def _clear(self) -> None:
        self.clears.append(sum(len(item) for item in self._playing if isinstance(item, bytes)))
        for name in self._marks_waiting():
            self._return(name)
        self._playing.clear()

    def _marks_waiting(self) -> Iterator[str]:
        return (item for item in self._playing if isinstance(item, str))

    def _return(self, mark: str) -> None:
        self._to_send.append(self._message("mark", mark={"name": mark}))

    def _message(self, event: str, **fields: object) -> str:
        self._sequence += 1
        head = {"event": event, "sequenceNumber": str(self._sequence)}
        return json.dumps({**head, "streamSid": self.stream_sid, **fields})
