"""The turn thread of one media stream: it takes what happened, one thing after the other."""

import queue
import threading
import time
from typing import Literal

import structlog

from ivr.calls.events import CallEnded
from ivr.calls.happenings import Happening, KeyedIn, LineOpened, SpokeUp, TimePassed
from ivr.calls.live_call import LiveCall
from ivr.calls.mouth import Mouth
from ivr.calls.stream_record import StreamRecord
from ivr.calls.tape import Tape
from ivr.calls.turns import TurnTaker
from ivr.speech.ear import Ear
from ivr.speech.voice import VoiceFailed
from ivr.wiring import Line

log = structlog.get_logger()

Ending = Literal[
    "ended",
    "handed_over",
    "stopped",
    "lost",
    "malformed",
    "superseded",
    "turn_stuck",
    "turn_broken",
    "voice_failed",
]

LAST_TURN_S = 3.0
"""How long a turn under way may go on once the stream is over."""
FAREWELL_LIMIT_S = 30.0
"""Longest wait until the last words were heard."""
FAREWELL_PAUSE_S = 0.1
"""Quiet after the last words, so that one who spoke over them is still heard."""
BROKEN_TURNS_LIMIT = 2


class Thinker:
    """Takes turns in a thread of its own, until the call or the stream is over.

    The reader thread calls its methods and reads its public fields.
    """

    def __init__(
        self, line: Line, call: LiveCall, mouth: Mouth, ear: Ear, record: StreamRecord
    ) -> None:
        self._line = line
        self._call = call
        self._mouth = mouth
        self._ear = ear
        self._record = record
        self.tape = Tape()
        """Records a message of the caller's, while there is one to record."""
        self._turns = TurnTaker(call, line, mouth, self.tape)
        self._happenings: queue.SimpleQueue[Happening | None] = queue.SimpleQueue()
        name = f"turns-{call.call_sid}"
        self._thread = threading.Thread(target=self._think, name=name, daemon=True)
        self._farewell = False
        """Whether the flow has ended the call, and its last words are being said."""
        self._over = False
        """Whether the reader has come to the stream's end."""
        self._left = False
        """Whether that is because the caller hung up."""
        self.turn_began: float | None = None
        """Monotonic time, in seconds, at which the turn under way began; None between turns."""
        self.ending: Ending | None = None
        """How the stream is to end; None while it goes on."""

    def start(self) -> None:
        """Begin with the opening of the line."""
        self._happenings.put(LineOpened())
        self._thread.start()

    def put(self, happening: Happening) -> None:
        """Queue what happened."""
        self._happenings.put(happening)

    def sound_passed(self) -> None:
        """Something was heard to its end; one who holds may need more to hear."""
        if self._turns.look_s is not None:
            self._happenings.put(TimePassed())

    def supersede(self) -> None:
        """Another stream of the call takes over; nothing more is stored."""
        self._turns.close()
        self.ending = "superseded"

    def stop(self, *, caller_left: bool) -> None:
        """Take no more turns: the reader has come to the stream's end."""
        self._over, self._left = True, caller_left
        self._happenings.put(None)

    def join(self) -> None:
        """Wait a little for the turn under way; it stores nothing afterwards."""
        self._thread.join(timeout=LAST_TURN_S)
        self._turns.close()

    def _think(self) -> None:
        self._take_turns()
        self.tape.stop()
        if self._left:
            self._turns.caller_left()

    def _take_turns(self) -> None:
        broken = 0
        while (happening := self._next()) is not None:
            self.turn_began = time.monotonic()
            try:
                stage = self._turns.take(happening)
                if stage == "handed_over":
                    self.ending = self.ending or "handed_over"
                    return
                self._farewell = stage == "ended"
                broken = 0
            except ConnectionError:
                self.ending = self.ending or "lost"
                return
            except VoiceFailed as failure:
                self._record.fault("voice", failure.code, str(failure))
                self.ending = "voice_failed"
                return
            except Exception as error:
                log.exception("turn_broken", call_sid=self._call.call_sid)
                self._record.fault("line", "turn_broken", f"A turn broke: {type(error).__name__}.")
                broken += 1
                if broken >= BROKEN_TURNS_LIMIT:
                    self.ending = "turn_broken"
                    return
                self._happenings.put(LineOpened())
            finally:
                self.turn_began = None

    def _next(self) -> Happening | None:
        """What to take next; None when the stream is over, or the last words were heard.

        A caller who speaks or keys during the last words is heard.
        """
        if not self._farewell:
            try:
                return self._happenings.get(timeout=self._turns.look_s)
            except queue.Empty:
                return TimePassed()
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
            self._record.append(CallEnded(self._call.outcome_if_left, "line_hung_up"))
        self.ending = "ended"
