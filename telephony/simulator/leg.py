"""One call: the connection between a telephone and the network."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from typing import TYPE_CHECKING, Literal, Protocol

from telephony.simulator.call_parameters import API_VERSION, Parties, of_parties
from telephony.simulator.phone import Phone
from telephony.simulator.reports import OrderedReports
from telephony.simulator.sids import new_sid
from telephony.simulator.sources import Silent, Source

if TYPE_CHECKING:
    from telephony.simulator.execution import Execution, Fetch, Inline
    from telephony.simulator.media import MediaStream
    from telephony.simulator.network import Network

Direction = Literal["inbound", "outbound-api", "outbound-dial"]
Status = Literal[
    "queued",
    "initiated",
    "ringing",
    "in-progress",
    "completed",
    "busy",
    "failed",
    "no-answer",
    "canceled",
]
FINAL: frozenset[Status] = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


@dataclass(frozen=True)
class Played:
    """Something the phone has been given in full."""

    at_ms: int
    """Audio time at its end."""
    stream_sid: str | None = None
    mark: str | None = None
    """The mark at its end, for audio that came through a media stream."""
    text: str | None = None
    """The words, for audio of the network itself."""


class Fork(Protocol):
    """Something that listens to both sides of a call."""

    name: str | None

    def listen(self, spoken: bytes, played: bytes) -> None:
        """20 ms of mu-law from the phone, and 20 ms to it."""
        ...

    def stop(self) -> None:
        """Listen no longer."""
        ...


class Leg:
    """A call with its state; the network and the verbs move it on."""

    def __init__(
        self,
        network: "Network",
        parties: Parties,
        direction: Direction,
        phone: Phone,
        parent_sid: str | None = None,
    ) -> None:
        self.sid = new_sid("CA")
        self.network = network
        self.parties = parties
        self.direction: Direction = direction
        self.phone = phone
        self.parent_sid = parent_sid
        self.status: Status = "queued"
        self.released: Callable[[], None] | None = None
        """Called when the call is sent on, by who has its other end."""
        self.forks: list[Fork] = []
        self.played: list[Played] = []
        self.reports: list[OrderedReports] = []
        self.execution: Execution | None = None
        self.stream: MediaStream | None = None
        """The bidirectional stream the call is connected to, if any."""
        self.created_at = datetime.now(UTC)
        self.started_at: datetime | None = None
        self.ended_at: datetime | None = None
        self.answered_by: str | None = None
        """What machine detection made of who answered; None where it did not run, or not yet."""
        self.keyed: list[str] = []
        """Keys that the application was asked about and has answered to, an entry each."""
        self.others_heard_ms = 0
        """Audio time in which this phone heard others speak in conferences."""
        self.over = asyncio.Event()
        """Set when the call is over."""
        self._answered_ms: int | None = None
        self._ended_ms: int | None = None
        self._sources: list[Source] = [Silent()]
        self._on_key: Callable[[str], None] | None = None

    @property
    def is_over(self) -> bool:
        """Whether the status is a final one."""
        return self.status in FINAL

    @property
    def is_up(self) -> bool:
        """Whether audio flows."""
        return self.status == "in-progress"

    @property
    def duration_s(self) -> int:
        """Whole seconds from answer to end (or now), in audio time; 0 if it was not answered."""
        if self._answered_ms is None:
            return 0
        end = self.network.clock.now_ms if self._ended_ms is None else self._ended_ms
        return ceil((end - self._answered_ms) / 1000)

    def parameters(self, status: str | None = None) -> dict[str, str]:
        """The form parameters of a request about this call."""
        found = {
            "CallSid": self.sid,
            "AccountSid": self.network.settings.account_sid,
            "ApiVersion": API_VERSION,
            "Direction": self.direction,
            "CallStatus": status or self.status,
            **of_parties(self.parties),
        }
        if self.parent_sid:
            found["ParentCallSid"] = self.parent_sid
        return found

    def begin(self, status: Literal["initiated", "ringing"]) -> None:
        """The call is on its way, or rings."""
        self.status = status
        self.report(status)

    def answer(self) -> None:
        """Take the call, if that has not happened yet."""
        if self.is_up or self.is_over:
            return
        self.status = "in-progress"
        self.started_at = datetime.now(UTC)
        self._answered_ms = self.network.clock.now_ms
        self.phone.connected(self)
        self.report("answered")

    def finish(self, status: Status) -> None:
        """End the call, if it is not over: whatever it was doing stops."""
        if self.is_over:
            return
        self.status = status
        self.ended_at = datetime.now(UTC)
        self._ended_ms = self.network.clock.now_ms
        if self.execution is not None:
            self.execution.stop()
        for fork in tuple(self.forks):
            fork.stop()
        self.phone.over(self)
        self.report("completed", self._final())
        self.over.set()
        self.network.left(self)

    def hang_up(self) -> None:
        """The phone puts the receiver down."""
        answered = self._answered_ms is not None
        given_up: Status = "no-answer" if self.direction == "inbound" else "busy"
        self.finish("completed" if answered else given_up)

    def execute(self, first: "Fetch | Inline", fallback: "Fetch | None" = None) -> "Execution":
        """Go on with other TwiML; what the call was doing stops first.

        Args:
            first: where the TwiML is.
            fallback: asked when that fails; None keeps the present one.
        """
        if self.released is not None:
            self.released()
        before = self.execution
        if fallback is None and before is not None:
            fallback = before.fallback
        self.execution = self.network.execution(self, fallback)
        self.execution.start(first, before)
        return self.execution

    def exchange(self) -> None:
        """Move 20 ms of audio both ways."""
        spoken = self.phone.speak()
        played = self._sources[-1].exchange(spoken)
        self.phone.hear(played)
        for fork in tuple(self.forks):
            fork.listen(spoken, played)

    def press(self, digit: str) -> None:
        """A key of the phone; lost where nothing waits for one."""
        if self._on_key is not None:
            self._on_key(digit)

    @contextmanager
    def keys_to(self, take: Callable[[str], None]) -> Iterator[None]:
        """Have pressed keys given to `take`, in place of who had them before."""
        before, self._on_key = self._on_key, take
        try:
            yield
        finally:
            self._on_key = before

    @contextmanager
    def connected_to(self, source: Source) -> Iterator[None]:
        """Have the call's audio go to and come from `source`, before any it is connected to."""
        self._sources.append(source)
        try:
            yield
        finally:
            self._sources.remove(source)

    def report(self, event: str, more: Mapping[str, str] | None = None) -> None:
        """Tell who asked to be told of that event."""
        status = "in-progress" if event == "answered" else self.status
        parameters = {
            **self.parameters(status),
            "CallbackSource": "call-progress-events",
            **(more or {}),
        }
        for reports in self.reports:
            if event in reports.callback.events:
                reports.send_numbered(parameters, self.network.spawn)

    async def reported(self) -> None:
        """Wait until all status callbacks so far are delivered, or have failed."""
        for reports in self.reports:
            await reports.delivered()

    def _final(self) -> dict[str, str]:
        found = {"CallDuration": str(self.duration_s)}
        if self.duration_s:
            found["Duration"] = str(ceil(self.duration_s / 60))
        codes = {"busy": "486", "no-answer": "487", "canceled": "487", "failed": "404"}
        if self.status in codes:
            found["SipResponseCode"] = codes[self.status]
        return found
