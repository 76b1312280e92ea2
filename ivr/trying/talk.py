"""Somebody talks to a draft: the reader of one page's sound, beside the turn thread."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flows.events import Json, Keys, Listen
from ivr.calls.attention import Attention
from ivr.calls.happenings import HearingBroke
from ivr.calls.mouth import Mouth
from ivr.calls.session import Socket
from ivr.speech.ear import Ear
from ivr.speech.ear_events import (
    BackChannelHeard,
    EarEvent,
    NoiseHeard,
    Partial,
    UtteranceHeard,
)
from ivr.speech.playback import Playback
from ivr.speech.recognition import RecogniserPool
from ivr.speech.voice import Voice
from ivr.trying.answers import Answers
from ivr.trying.conversation import Conversation
from ivr.trying.talk_messages import NotUnderstood, Typed, from_page, to_page
from telephony.media_stream import MarkReturned, Media, Stopped
from telephony.mulaw import SAMPLE_RATE

QUIET_LIMIT_S = 10.0
"""No message for so long: the page is gone, whatever the socket says."""
LONGEST_S = 600.0
"""Seconds after which a talk is over: nobody talks longer, but microphones are forgotten."""
AHEAD_MS = 10_000
"""Sound that a page may be ahead of the clock: it sends what it hears, as it hears it."""
LEAST_MS = 5
"""Sound that any message counts as, so that empty ones have a bound too."""
NOT_UNDERSTOOD_LIMIT = 25
"""Messages of another kind before the talk is over."""
CLOSING = "The line is being restarted. Type what the caller says, or talk again in a moment."
TOO_LONG = "You talked for ten minutes, so the microphone was closed. Talk again to go on."
TOO_MUCH = "More came than anybody can say, so the microphone was closed. Talk again to go on."
QUIET = "No sound came any more, so the microphone was closed. Talk again to go on."
CANT_HEAR = "The line can't hear any more. Type what the caller says, or talk again."
_STREAM = "try"


@dataclass(frozen=True)
class TalkParts:
    """What hears and speaks, as on calls."""

    pool: RecogniserPool
    voice: Voice
    must_end: Callable[[], str]
    """Tells why the talk has to end, a sentence; empty while it may go on."""
    most_ahead_ms: int = AHEAD_MS
    """How much more sound may come than time has passed."""


class Talk:
    """One voice in one conversation, from the first word to the last."""

    def __init__(self, parts: TalkParts, conversation: Conversation, socket: Socket) -> None:
        self._parts = parts
        self._conversation = conversation
        self._socket = socket
        self._sending = threading.Lock()
        self._ear = Ear(parts.pool)
        self._playback = Playback(self._send, _STREAM)
        self._mouth = Mouth(parts.voice, self._playback, self._ear, _expect_keys, _record)
        self._attention = Attention(self._mouth)
        self._answers = Answers(conversation, self._mouth, self.tell)
        self._came_ms = 0.0
        self._not_understood = 0
        self._ending: str | None = None

    def run(self) -> str:
        """Talk until it is over.

        Returns:
            Why it is over, as a sentence; empty where nothing went wrong.
        """
        self._answers.start()
        try:
            return self._read()
        finally:
            self._answers.stop()
            self._ear.close()

    def tell(self, event: str, fields: Mapping[str, Json]) -> None:
        """Send the page an event.

        Raises:
            ConnectionError: the page is gone.
        """
        self._send(to_page(event, fields))

    def _read(self) -> str:
        began = heard_from = time.monotonic()
        while (ending := self._over(time.monotonic() - began)) is None:
            try:
                raw = self._socket.receive(0.5)
                now = time.monotonic()
                if raw is not None:
                    heard_from = now
                    self._take(raw, (now - began) * 1000)
                elif now - heard_from > QUIET_LIMIT_S:
                    return QUIET
            except ConnectionError:
                return ""
            except NotUnderstood:
                self._not_understood += 1
        return ending

    def _over(self, passed_s: float) -> str | None:
        """Why the talk is over; None while it goes on."""
        if why := self._parts.must_end():
            return why
        if passed_s > LONGEST_S:
            return TOO_LONG
        if self._answers.behind or self._not_understood > NOT_UNDERSTOOD_LIMIT:
            return TOO_MUCH
        if self._answers.farewell and self._mouth.quiet:
            return ""
        if self._conversation.closed:
            return "This conversation is over. Begin again."
        return self._answers.ending if self._ending is None else self._ending

    def _take(self, raw: str | bytes, passed_ms: float) -> None:
        message = from_page(raw)
        sound_ms = len(message.payload) * 1000 / SAMPLE_RATE if isinstance(message, Media) else 0
        self._came_ms += max(LEAST_MS, sound_ms)
        if self._came_ms > passed_ms + self._parts.most_ahead_ms:
            self._ending = TOO_MUCH
            return
        match message:
            case Media(payload=payload):
                for event in self._ear.hear(payload):
                    self._hear(event)
                self._mouth.over(self._playback.pass_time(self._ear.now_ms))
            case MarkReturned(name):
                self._mouth.over(self._playback.on_mark(name, self._ear.now_ms))
            case Typed() as typed:
                self._answers.put(typed)
            case Stopped():
                self._ending = ""

    def _hear(self, event: EarEvent) -> None:
        match event:
            case Partial(text):
                self._tell_hearing(text)
            case UtteranceHeard() | BackChannelHeard() | NoiseHeard():
                self._tell_hearing("")
            case _:
                pass
        happening = self._attention.happening_of(event)
        if isinstance(happening, HearingBroke):
            self._ending = CANT_HEAR
        elif happening is not None and not self._answers.farewell:
            self._answers.put(happening)

    def _tell_hearing(self, text: str) -> None:
        """The words so far, unless they may answer a secret question."""
        wait = self._conversation.waits_for
        hidden = isinstance(wait, Listen) and wait.secret
        self.tell("hearing", {"text": "" if hidden else text, "hidden": hidden and bool(text)})

    def _send(self, message: str) -> None:
        with self._sending:
            self._socket.send(message)


def _expect_keys(keys: Keys) -> None:
    """Keys are typed here, and come as whole entries."""


def _record(*events: object, audio_ms: int) -> None:
    """Nothing of a talk is recorded."""
