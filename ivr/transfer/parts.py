"""What a transfer needs of the line, and of the telephone network."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from flows.definition import FlowSet
from ivr.releases.loading import Loaded
from ivr.store.database import Database
from ivr.store.recorder import EventRecorder, utc_now
from telephony.calls import OutgoingCall
from telephony.statuses import CallStatus


class Telephone(Protocol):
    """Calls of the account, as transfers use them; each may raise a `CallFailure`."""

    def place(self, call: OutgoingCall) -> str:
        """Place a call and give its CallSid."""

    def redirect(self, call_sid: str, url: str) -> None:
        """Let a call in progress ask another address for instructions."""

    def instruct(self, call_sid: str, twiml: str) -> None:
        """Give a call in progress other instructions."""

    def hang_up(self, call_sid: str) -> None:
        """Make sure a call is over."""

    def fetch(self, call_sid: str) -> CallStatus:
        """How far a call is."""

    def in_conference(self, name: str) -> frozenset[str]:
        """CallSids of those who are in the open conference of that name."""


@dataclass(frozen=True)
class TransferParts:
    """The parts that transfers are made of. Every one is thread-safe."""

    database: Database
    recorder: EventRecorder
    live: Callable[[], Loaded]
    """Gives what is live, for its policy and opening hours."""
    telephone: Telephone | None
    """None where no account is set: nobody can be called."""
    number: str
    """The line's own, which agents see."""
    origin: str
    """Under which the telephone network reaches the line."""
    zone: ZoneInfo
    detect_voicemail: bool = False
    clock: Callable[[], datetime] = utc_now
    """Gives the time in UTC."""

    @property
    def flows(self) -> FlowSet:
        """The flows that are live."""
        return self.live().flows
