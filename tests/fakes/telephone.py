"""The account's calls as a transfer sees them: every request is noted, and answered as told."""

import threading
from dataclasses import dataclass, field
from uuid import uuid4

from telephony.call_failures import AnswerLost, CallGone, CallRefused, LineUnreachable
from telephony.calls import OutgoingCall
from telephony.statuses import CallStatus


@dataclass
class Telephone:
    """Calls that ring until a test says otherwise."""

    placed: list[OutgoingCall] = field(default_factory=list)
    """Calls that really ring somewhere."""
    done: list[tuple[str, str, str]] = field(default_factory=list)
    """(redirect | instruct | hang_up, CallSid, address or TwiML), in order."""
    over: set[str] = field(default_factory=set)
    """CallSids of calls that are over."""
    rooms: dict[str, set[str]] = field(default_factory=dict)
    """CallSids by the friendly name of a conference."""
    answer: str = "ok"
    """To the next calls: ok, lost (rings all the same), refused, unreachable."""
    dead: bool = False
    """Whether no request but placing arrives."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def place(self, call: OutgoingCall) -> str:
        if self.answer == "refused":
            raise CallRefused(21211, "no such number")
        if self.answer == "unreachable":
            raise LineUnreachable("nobody there")
        with self._lock:
            self.placed.append(call)
        if self.answer == "lost":
            raise AnswerLost("no answer came")
        return leg_of(call)

    def redirect(self, call_sid: str, url: str) -> None:
        self._do("redirect", call_sid, url)

    def instruct(self, call_sid: str, twiml: str) -> None:
        self._do("instruct", call_sid, twiml)

    def hang_up(self, call_sid: str) -> None:
        if call_sid not in self.over:
            self._do("hang_up", call_sid, "")
        self.over.add(call_sid)

    def fetch(self, call_sid: str) -> CallStatus:
        self._reach()
        return CallStatus.COMPLETED if call_sid in self.over else CallStatus.IN_PROGRESS

    def in_conference(self, name: str) -> frozenset[str]:
        self._reach()
        return frozenset(self.rooms.get(name, ()))

    def to(self, call_sid: str) -> list[str]:
        """What was done to a call."""
        return [what for what, sid, _ in self.done if sid == call_sid]

    def _do(self, what: str, call_sid: str, detail: str) -> None:
        self._reach()
        if call_sid in self.over:
            raise CallGone("over")
        with self._lock:
            self.done.append((what, call_sid, detail))

    def _reach(self) -> None:
        if self.dead:
            raise LineUnreachable("nobody there")


def attempt_of(call: OutgoingCall) -> int:
    """The attempt whose call it is."""
    return int(call.url.rpartition("=")[2])


def leg_of(call: OutgoingCall) -> str:
    """The CallSid of a call; one placed twice would have the same."""
    return f"CA{attempt_of(call):032x}"


def new_call() -> str:
    """A CallSid."""
    return f"CA{uuid4().hex}"
