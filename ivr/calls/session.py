"""One media stream of one call: the reader that hears, beside the turn thread that thinks."""

import queue
import threading
import time
from typing import Literal, Protocol

import structlog

from flows.events import Keyed, Keys
from ivr.calls.events import (
    CallEnded,
    CallerSpoke,
    CallEvent,
    FaultHappened,
    StreamClosed,
    StreamOpened,
)
from ivr.calls.happenings import Happening, KeyedIn, LineOpened, MadeNoise, SpokeUp, WentSilent
from ivr.calls.live_call import LiveCall
from ivr.calls.mouth import Mouth
from ivr.calls.turns import TurnTaker
from ivr.speech.ear import Ear
from ivr.speech.ear_events import (
    BackChannelHeard,
    EarEvent,
    Interrupted,
    NoiseHeard,
    SilenceLasted,
    UtteranceHeard,
)
from ivr.speech.keypad import Keypad
from ivr.speech.playback import Playback
from ivr.speech.voice import VoiceFailed
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

Ending = Literal[
    "ended",
    "stopped",
    "lost",
    "malformed",
    "superseded",
    "turn_stuck",
    "turn_broken",
    "voice_failed",
]

QUIET_LIMIT_S = 10.0
"""No message for so long: the stream is dead, whatever the socket says."""
FILLER_AFTER_S = 2.0
"""A turn that takes longer is bridged by a word to the caller."""
FILLER = "One moment, please."
TURN_LIMIT_S = 15.0
"""A turn that takes longer is stuck."""
LAST_TURN_S = 3.0
"""How long a turn under way may go on once the stream is over."""
FAREWELL_LIMIT_S = 30.0
"""Longest wait until the last words were heard."""
FAREWELL_PAUSE_S = 0.1
"""Quiet after the last words, so that one who spoke over them is still heard."""
MALFORMED_LIMIT = 25
"""Messages that break the protocol before the stream is given up."""
BROKEN_TURNS_LIMIT = 2


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
        self._ear = Ear(line.recognisers)
        self._keypad = Keypad()
        self._keypad_lock = threading.Lock()
        self._playback = Playback(socket.send, stream_sid, f"s{call.stream_count}-")
        self._mouth = Mouth(line.voice, self._playback, self._ear, self._expect_keys, self._record)
        self._turns = TurnTaker(call, line, self._mouth)
        self._happenings: queue.SimpleQueue[Happening | None] = queue.SimpleQueue()
        self._turn_began: float | None = None
        self._filled = False
        """Whether the turn under way was bridged by a word."""
        self._ending: Ending | None = None
        self._malformed = 0
        self._interrupted: str | None = None
        self._farewell = False
        """Whether the flow has ended the call, and its last words are being said."""
        self._over = False
        """Whether the reader has come to the stream's end."""

    def run(self) -> Ending:
        """Serve the stream; returns how it ended."""
        with self._line.streams.serving(self._call.call_sid, self._supersede):
            return self._serve()

    def _supersede(self) -> None:
        """Another stream of the call takes over."""
        self._turns.close()
        self._ending = "superseded"

    def _serve(self) -> Ending:
        call_sid = self._call.call_sid
        self._record(StreamOpened(self._stream_sid, self._call.stream_count))
        thinker = threading.Thread(target=self._think, name=f"turns-{call_sid}", daemon=True)
        self._happenings.put(LineOpened())
        thinker.start()
        try:
            ending = self._read()
        except Exception as error:
            log.exception("reader_broken", call_sid=call_sid)
            self._fault("stream", "reader_broken", f"Hearing broke: {type(error).__name__}.")
            ending = "lost"
        finally:
            self._over = True
            self._happenings.put(None)
            self._ear.close()
        thinker.join(timeout=LAST_TURN_S)
        self._turns.close()
        self._record(StreamClosed(self._stream_sid, ending))
        if ending == "stopped" and self._line.ended.claim(call_sid):
            self._record(CallEnded(self._call.outcome_if_left, "caller_hung_up"))
        return ending

    # -- the reader thread

    def _read(self) -> Ending:
        heard_from = time.monotonic()
        while self._ending is None:
            try:
                raw = self._socket.receive(timeout=0.5)
            except ConnectionError:
                return self._ending or "lost"
            now = time.monotonic()
            if raw is not None:
                heard_from = now
                if self._take(raw):
                    return "stopped"
            elif now - heard_from > QUIET_LIMIT_S:
                self._fault("stream", "stream_silent", "The stream stayed open and sent nothing.")
                return "lost"
            if self._turn_is_stuck(now):
                self._fault("line", "turn_stuck", "A turn took longer than a caller can wait.")
                return "turn_stuck"
            if self._malformed > MALFORMED_LIMIT:
                return "malformed"
        return self._ending

    def _turn_is_stuck(self, now: float) -> bool:
        """Whether the turn under way takes too long; a long one is bridged by a word first."""
        began = self._turn_began
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
                self._fault("stream", error.code, str(error))
            return False
        return self._act_on(message)

    def _act_on(self, message: Message) -> bool:
        match message:
            case Media(timestamp_ms=at_ms, payload=payload):
                for event in self._ear.hear(payload, at_ms):
                    self._hear(event)
                self._pass_time()
            case Dtmf(digit):
                self._press(digit)
            case MarkReturned(name):
                self._mouth.over(self._playback.on_mark(name, self._ear.now_ms))
            case Stopped():
                for event in self._ear.finish():
                    self._hear(event)
                return True
            case _:
                pass
        return False

    def _hear(self, event: EarEvent) -> None:
        match event:
            case Interrupted():
                self._interrupted = self._mouth.sounding
                self._mouth.interrupt()
            case UtteranceHeard(utterance):
                with self._keypad_lock:
                    self._keypad.clear()
                spoke = SpokeUp(utterance, time.monotonic(), self._mouth.prompts, self._interrupted)
                self._interrupted = None
                self._happenings.put(spoke)
            case BackChannelHeard(text, at_ms):
                said = CallerSpoke(text, at_ms, at_ms, at_ms, "open")
                self._record(self._call.shown(said))
            case NoiseHeard() if event.interrupted or not event.over_prompt:
                self._interrupted = None
                noise = MadeNoise(event.at_ms, event.ms, self._mouth.prompts, event.interrupted)
                self._happenings.put(noise)
            case SilenceLasted(_, lasted_ms):
                self._happenings.put(WentSilent(lasted_ms / 1000, self._mouth.prompts))
            case _:
                pass

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
        """Keys outrank words: an utterance under way is noted, and answers nothing."""
        for event in self._ear.finish():
            if isinstance(event, UtteranceHeard):
                spoke = SpokeUp(event.utterance, time.monotonic(), self._mouth.prompts)
                self._record(self._call.shown(spoke.event(self._call.slot)))
        self._happenings.put(KeyedIn(keyed.digits, self._mouth.prompts))

    def _pass_time(self) -> None:
        now_ms = self._ear.now_ms
        with self._keypad_lock:
            keyed = self._keypad.pass_time(now_ms)
        if keyed is not None:
            self._take_entry(keyed)
        self._mouth.over(self._playback.pass_time(now_ms))

    # -- the turn thread

    def _think(self) -> None:
        broken = 0
        while (happening := self._next()) is not None:
            self._turn_began = time.monotonic()
            try:
                self._farewell = not self._turns.take(happening)
                broken = 0
            except ConnectionError:
                self._ending = self._ending or "lost"
                return
            except VoiceFailed as failure:
                self._fault("voice", failure.code, str(failure))
                self._ending = "voice_failed"
                return
            except Exception as error:
                log.exception("turn_broken", call_sid=self._call.call_sid)
                self._fault("line", "turn_broken", f"A turn broke: {type(error).__name__}.")
                broken += 1
                if broken >= BROKEN_TURNS_LIMIT:
                    self._ending = "turn_broken"
                    return
                self._happenings.put(LineOpened())
            finally:
                self._turn_began = None

    def _next(self) -> Happening | None:
        """What to take next; None when the stream is over, or the last words were heard.

        A caller who speaks or keys during the last words is heard.
        """
        if not self._farewell:
            return self._happenings.get()
        deadline = time.monotonic() + FAREWELL_LIMIT_S
        while time.monotonic() < deadline:
            is_over = self._mouth.quiet and not self._ear.speaking
            try:
                happening = self._happenings.get(timeout=FAREWELL_PAUSE_S)
            except queue.Empty:
                if is_over:
                    break
                continue
            if happening is None or isinstance(happening, SpokeUp | KeyedIn):
                return happening
        self._end_call()
        return None

    def _end_call(self) -> None:
        if self._over:
            return
        if self._line.ended.claim(self._call.call_sid):
            self._record(CallEnded(self._call.outcome_if_left, "line_hung_up"))
        self._ending = "ended"

    def _expect_keys(self, keys: Keys) -> None:
        with self._keypad_lock:
            self._keypad.expect(keys)

    # -- both

    def _record(self, *events: CallEvent, audio_ms: int | None = None) -> None:
        at_ms = self._ear.now_ms if audio_ms is None else audio_ms
        self._line.recorder.append(self._call.call_sid, *events, audio_ms=at_ms)

    def _fault(self, part: Literal["stream", "voice", "line"], code: str, what: str) -> None:
        self._record(FaultHappened(part, code, what))
