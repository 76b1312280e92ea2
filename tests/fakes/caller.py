"""Somebody who rings the line: their call, its streams, and what the line recorded of it."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar
from uuid import uuid4

from ivr.calls.arrivals import Arrivals, NextMove
from ivr.calls.events import CallEvent, PromptStarted
from ivr.calls.session import CallSession
from ivr.speech.line_level import to_line_level
from ivr.store import call_events, calls
from ivr.store.calls import Call
from ivr.wiring import Line
from telephony import stream_tokens
from telephony.mulaw import SILENCE, encode
from telephony.simulator.matching import contains, find_end, plain
from telephony.synthesis import Synthesiser
from telephony.webhooks import IncomingCall
from tests.fakes.phone import PATIENCE_S, Phone

NUMBER = "+15005550101"
VOICE = "en-us+f3"
Kind = TypeVar("Kind", bound=CallEvent)


class Speech:
    """What callers say, as mu-law at the telephone's level; the same words sound the same."""

    def __init__(self, synthesiser: Synthesiser) -> None:
        self._synthesiser = synthesiser
        self._spoken: dict[str, bytes] = {}

    def of(self, words: str) -> bytes:
        """Mu-law of words."""
        while not self._spoken.get(words):
            samples = self._synthesiser.speak(words, VOICE, 160)
            self._spoken[words] = encode(to_line_level(samples))
        return self._spoken[words]


class Caller:
    """One call on a line, made through the same doors as a real one."""

    def __init__(self, line: Line, speech: Speech, number: str | None = NUMBER) -> None:
        self.line = line
        self.call_sid = "CA" + uuid4().hex
        self.number = number
        self.phone = Phone("", "")
        self.streams = 0
        self._speech = speech
        self._session: threading.Thread | None = None
        self._endings: list[str] = []
        self._heard_to = 0

    def rings(self) -> NextMove:
        """The call comes in."""
        return Arrivals(self.line).comes_in(
            IncomingCall(
                self.call_sid, "AC" + "0" * 32, self.number, "+15005550100", "inbound", None
            )
        )

    def connects(self, line: Line | None = None) -> "Caller":
        """A stream of the call opens, on another process's line if need be."""
        self.line = line or self.line
        now = datetime.now(UTC)
        token = stream_tokens.issue(self.line.secret, self.call_sid, now)
        call = Arrivals(self.line).stream_opens(stream_tokens.open(self.line.secret, token, now))
        assert call is not None
        opened = self.line
        return self.connects_over(
            lambda phone: CallSession(opened, call, phone.stream_sid, phone).run()
        )

    def connects_over(self, wire: Callable[[Phone], str]) -> "Caller":
        """A stream of the call opens over a wire, which says in the end how it was closed."""
        self.streams += 1
        self._heard_to = 0
        self.phone = phone = Phone("MZ" + uuid4().hex, self.call_sid)

        def carry() -> None:
            self._endings.append(wire(phone))
            phone.lose()

        self._session = threading.Thread(target=carry, daemon=True)
        self._session.start()
        return self

    def calls(self) -> "Caller":
        """Ring and be connected."""
        assert self.rings() is NextMove.CONNECT
        return self.connects()

    # -- what the caller does

    def says(self, words: str) -> None:
        """Speak, a moment after what was heard."""
        self.phone.wait(240)
        self.phone.say(self._speech.of(words))

    def interrupts(self, words: str, after_ms: int = 800) -> None:
        """Speak while the line does, once it has spoken for so long."""
        self.phone.until(lambda: self.phone.is_playing)
        self.phone.wait(after_ms)
        assert self.phone.is_playing, "there was nothing to interrupt"
        self.phone.say(self._speech.of(words))

    def presses(self, keys: str) -> None:
        """Press keys, a moment after what was heard."""
        self.phone.wait(240)
        self.phone.press(keys)

    def wants_an_order(self) -> None:
        """Go to the question for an order number by keys."""
        self.presses("1")
        self.hears("To hear where an order is, press one.")
        self.presses("1")

    def asks_for_hours(self) -> None:
        """Go to the opening hours by keys."""
        self.presses("3")
        self.hears("For our opening hours, press one.")
        self.presses("1")

    def hears(self, words: str) -> None:
        """Wait until these words were heard to the end of their phrase, after those before."""
        deadline = time.monotonic() + PATIENCE_S
        while (found := find_end(self.transcript, words, self._heard_to)) is None:
            over = self._session is None or not self._session.is_alive()
            late = time.monotonic() > deadline
            if (over or late) and find_end(self.transcript, words, self._heard_to) is None:
                heard = self.transcript[self._heard_to :]
                raise AssertionError(f"{words!r} was not heard; heard was: {heard!r}")
            time.sleep(0.01)
        self._heard_to = found

    def hears_sound_of(self, words: str) -> None:
        """Wait until the very sound of these words came out of the phone, whatever is recorded.

        Silence does not count: the phone may be faster than the line sends.
        """
        sound = b"".join(phrase.mulaw for phrase in self.line.voice.render(words).phrases)
        wanted = sound.replace(SILENCE, b"")
        self.phone.until(lambda: wanted in self.phone.heard.replace(SILENCE, b""))

    def hangs_up(self) -> str:
        """Hang up; how the stream ended."""
        self.phone.hang_up()
        return self.ending

    # -- what came of it

    @property
    def ending(self) -> str:
        """How the present stream ended, once it has."""
        assert self._session is not None
        self._session.join(PATIENCE_S)
        assert not self._session.is_alive(), "the stream goes on"
        return self._endings[-1]

    @property
    def transcript(self) -> str:
        """Words of the phrases this stream's phone played to the end, in order."""
        words = {mark: text for each in self.of_kind(PromptStarted) for mark, text in each.marks}
        return plain(" ".join(words.get(mark, "") for mark in tuple(self.phone.marks)))

    @property
    def events(self) -> list[CallEvent]:
        """The call's record."""
        self.line.recorder.flush()
        with self.line.database.reading() as session:
            return [stored.event for stored in call_events.of_call(session, self.call_sid)]

    def of_kind(self, kind: type[Kind]) -> list[Kind]:
        """The events of one kind, in order."""
        return [event for event in self.events if isinstance(event, kind)]

    def one(self, kind: type[Kind]) -> Kind:
        """The only event of a kind."""
        (event,) = self.of_kind(kind)
        return event

    @property
    def call(self) -> Call:
        """The call's row."""
        self.line.recorder.flush()
        with self.line.database.reading() as session:
            call = calls.load(session, self.call_sid)
        assert call is not None
        return call

    def was_told(self, words: str) -> bool:
        """Whether these words were heard on this stream."""
        return contains(self.transcript, words)
