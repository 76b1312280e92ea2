"""One media stream of one call: the reader that hears, beside the thinker's thread."""

import threading
import time
from typing import Protocol

import structlog

from flows.events import Keyed, Keys
from ivr.calls.attention import Attention
from ivr.calls.events import CallEnded, CallerSpoke, StreamClosed, StreamOpened
from ivr.calls.happenings import KeyedIn, MessageFull, SpokeUp
from ivr.calls.live_call import LiveCall
from ivr.calls.mouth import Mouth
from ivr.calls.stream_record import StreamRecord
from ivr.calls.thinker import Ending, Thinker
from ivr.speech.ear import Ear
from ivr.speech.ear_events import (
    BackChannelHeard,
    EarEvent,
    HearingFailed,
    NoiseHeard,
    UtteranceHeard,
)
from ivr.speech.keypad import Keypad
from ivr.speech.playback import Playback
from ivr.store.failures import DatabaseFailure
from ivr.wiring import Line
from telephony.media_stream import (
    Dtmf,
    MalformedMessage,
    MarkReturned,
    Media,
    Message,
    Stopped,
    parse,
)

log = structlog.get_logger()

QUIET_LIMIT_S = 10.0
"""No message for so long: the stream is dead, whatever the socket says."""
FILLER_AFTER_S = 2.0
"""A turn that takes longer is bridged by a word to the caller."""
FILLER = "One moment, please."
TURN_LIMIT_S = 15.0
"""A turn that takes longer is stuck."""
STORED_WITHIN_S = 5.0
"""How long the end of a stream waits for a message to be stored."""
MALFORMED_LIMIT = 25
"""Messages that break the protocol before the stream is given up."""


class Socket(Protocol):
    """What a session needs of a WebSocket."""

    def receive(self, timeout: float) -> str | bytes | None:
        """The next message; None when none came in time. Raises ConnectionError when closed."""

    def send(self, message: str) -> None:
        """Send a text message. Raises ConnectionError when closed."""


class CallSession:
    """Serves one media stream until it ends."""

    def __init__(self, line: Line, call: LiveCall, stream_sid: str, socket: Socket) -> None:
        self._line = line
        self._call = call
        self._stream_sid = stream_sid
        self._socket = socket
        self._ear = Ear(line.recognisers.pool())
        self._keypad = Keypad()
        self._keypad_lock = threading.Lock()
        self._playback = Playback(socket.send, stream_sid, f"s{call.stream_count}-")
        self._record = StreamRecord(line.recorder, call.call_sid, self._ear)
        self._mouth = Mouth(
            line.voice, self._playback, self._ear, self._expect_keys, self._record.append
        )
        self._attention = Attention(self._mouth)
        self._thinker = Thinker(line, call, self._mouth, self._ear, self._record)
        self._filled = False
        """Whether the turn under way was bridged by a word."""
        self._malformed = 0

    def run(self) -> Ending:
        """Serve the stream; returns how it ended."""
        with self._line.streams.serving(self._call.call_sid, self._thinker.supersede):
            ending = self._serve()
        self._line.voicemails.wait(self._call.call_sid, STORED_WITHIN_S)
        return ending

    def _serve(self) -> Ending:
        call_sid = self._call.call_sid
        self._record.append(StreamOpened(self._stream_sid, self._call.stream_count))
        self._thinker.start()
        ending: Ending = "lost"
        try:
            ending = self._read()
        except Exception as error:
            log.exception("reader_broken", call_sid=call_sid)
            self._record.fault("stream", "reader_broken", f"Hearing broke: {type(error).__name__}.")
        finally:
            self._thinker.stop(caller_left=ending == "stopped")
            self._ear.close()
        self._thinker.join()
        self._record.append(StreamClosed(self._stream_sid, ending))
        if ending == "stopped":
            self._caller_left()
        return ending

    def _caller_left(self) -> None:
        """The caller hung up: an agent who is on the way is told, and the record ends."""
        call_sid = self._call.call_sid
        try:
            self._line.transfers.caller_left(call_sid)
        except DatabaseFailure as failure:
            log.warning("transfer_not_told", code=failure.code)
        if self._line.ended.claim(call_sid):
            self._record.append(CallEnded(self._call.outcome_if_left, "caller_hung_up"))

    def _read(self) -> Ending:
        heard_from = time.monotonic()
        while self._thinker.ending is None:
            try:
                raw = self._socket.receive(timeout=0.5)
            except ConnectionError:
                return self._thinker.ending or "lost"
            now = time.monotonic()
            if raw is not None:
                heard_from = now
                if self._take(raw):
                    return "stopped"
            elif now - heard_from > QUIET_LIMIT_S:
                self._record.fault(
                    "stream", "stream_silent", "The stream stayed open and sent nothing."
                )
                return "lost"
            if self._turn_is_stuck(now):
                self._record.fault(
                    "line", "turn_stuck", "A turn took longer than a caller can wait."
                )
                return "turn_stuck"
            if self._malformed > MALFORMED_LIMIT:
                return "malformed"
        return self._thinker.ending

    def _turn_is_stuck(self, now: float) -> bool:
        """Whether the turn under way takes too long; a long one is bridged by a word first."""
        began = self._thinker.turn_began
        if began is None:
            self._filled = False
            return False
        if now - began > FILLER_AFTER_S and not self._filled and self._mouth.quiet:
            self._filled = True
            self._mouth.fill(FILLER)
        return now - began > TURN_LIMIT_S

    def _take(self, raw: str | bytes) -> bool:
        """Take one message; True for the stream's last."""
        try:
            message = parse(raw)
        except MalformedMessage as error:
            self._malformed += 1
            if self._malformed == 1:
                self._record.fault("stream", error.code, str(error))
            return False
        return self._act_on(message)

    def _act_on(self, message: Message) -> bool:
        match message:
            case Media(timestamp_ms=at_ms, payload=payload):
                for event in self._ear.hear(payload, at_ms):
                    self._hear(event)
                if self._mouth.quiet and self._thinker.tape.hear(payload):
                    self._thinker.put(MessageFull())
                self._pass_time()
            case Dtmf(digit):
                self._press(digit)
            case MarkReturned(name):
                self._mouth.over(self._playback.on_mark(name, self._ear.now_ms))
                self._thinker.sound_passed()
            case Stopped():
                for event in self._ear.finish():
                    self._hear(event)
                return True
            case _:
                pass
        return False

    def _hear(self, event: EarEvent) -> None:
        happening = self._attention.happening_of(event)
        match event:
            case UtteranceHeard():
                with self._keypad_lock:
                    self._keypad.clear()
            case BackChannelHeard(text, at_ms):
                said = CallerSpoke(text, at_ms, at_ms, at_ms, "open")
                self._record.append(self._call.shown(said))
            case HearingFailed():
                what = "The recogniser broke, and the call went on by keys."
                self._record.fault("speech", "recogniser_broken", what)
            case _:
                pass
        if happening is not None:
            self._thinker.put(happening)

    def _press(self, digit: str) -> None:
        self._ear.key_pressed()
        now_ms = self._ear.now_ms
        with self._keypad_lock:
            means_nothing = self._keypad.passes_over(digit, now_ms)
            keyed = self._keypad.press(digit, now_ms)
        if self._mouth.interruptible and not means_nothing:
            self._mouth.interrupt()
        if keyed is not None:
            self._take_entry(keyed)

    def _take_entry(self, keyed: Keyed) -> None:
        """Keys outrank words: an utterance under way is noted, and answers nothing.

        In a message it is what the message is about.
        """
        for event in self._ear.finish():
            if isinstance(event, UtteranceHeard):
                spoke = SpokeUp(event.utterance, time.monotonic(), self._mouth.prompts)
                if self._thinker.tape.running:
                    self._thinker.put(spoke)
                else:
                    self._record.append(self._call.shown(spoke.event(self._call.slot)))
            elif isinstance(event, NoiseHeard) and self._thinker.tape.running:
                self._hear(event)
        self._thinker.put(KeyedIn(keyed.digits, self._mouth.prompts))

    def _pass_time(self) -> None:
        now_ms = self._ear.now_ms
        with self._keypad_lock:
            keyed = self._keypad.pass_time(now_ms)
        if keyed is not None:
            self._take_entry(keyed)
        self._mouth.over(self._playback.pass_time(now_ms))

    def _expect_keys(self, keys: Keys) -> None:
        with self._keypad_lock:
            self._keypad.expect(keys)
