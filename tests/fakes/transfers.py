"""Transfers on a real database with a telephone that notes, agents, and time as a test sets it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.definition import FlowSet
from flows.yaml_io import LIBRARY, load_library
from ivr.calls.events import CallEvent, StatusChanged
from ivr.store import call_events, transfer_attempts, transfers
from ivr.store.agents import Agent, AgentState
from ivr.store.calls import NewCall
from ivr.store.database import Database
from ivr.store.people import disable_person, sign_out_person
from ivr.store.recorder import EventRecorder
from ivr.store.spill import Spill
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import Transfer
from ivr.store.users import User
from ivr.transfer.parts import TransferParts
from ivr.transfer.transfers import Transfers
from ivr.transfer.wish import Standing, Wish
from telephony.webhooks import ConferenceEvent, ConferenceReport
from tests.fakes.loaded import loaded
from tests.fakes.telephone import Telephone, attempt_of, leg_of, new_call

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
PATIENCE_S = 30.0
"""How long writers wait for one another where a busy machine's disk must not decide."""


@dataclass
class Clock:
    """Time that passes only when told."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Stage:
    """A line that transfers calls."""

    database: Database
    folder: Path
    clock: Clock = field(default_factory=Clock)
    telephone: Telephone = field(default_factory=Telephone)
    flows: FlowSet = field(default_factory=cache(lambda: load_library(LIBRARY)))

    def __post_init__(self) -> None:
        self.recorder = EventRecorder(self.database, Spill(self.folder / "spill"))
        self.transfers = self.another_process()

    @property
    def parts(self) -> TransferParts:
        """What transfers of this line are made of."""
        return TransferParts(
            self.database,
            self.recorder,
            lambda: loaded(self.flows),
            self.telephone,
            number="+15005550100",
            origin="https://line.example",
            zone=ZoneInfo("UTC"),
            clock=self.clock,
        )

    def another_process(self, **more: object) -> Transfers:
        """Transfers as a process has them that has just begun."""
        return Transfers(replace(self.parts, **more), start=lambda work: work())

    def dying_process(self, orders: int) -> Transfers:
        """A process that is killed once it has begun so many requests to the network."""
        left = list(range(orders))

        def start(work: Callable[[], None]) -> None:
            if left:
                left.pop()
                work()

        return Transfers(self.parts, start)

    def close(self) -> None:
        self.recorder.close()

    def agent(self, name: str, *queues: str, **more: object) -> int:
        """Adds an agent who is available; the one added first is idle longest."""
        with self.database.writing() as session:
            user = User(
                name=name,
                shown_name=name.title(),
                role="agent",
                password_hash="-",
                created_at=self.clock(),
                sessions_from=self.clock(),
            )
            session.add(user)
            session.flush()
            given = {
                "address": f"+1500555{user.id:04}",
                "queues": list(queues or ("support",)),
                "languages": ["en-us"],
                "state": AgentState.AVAILABLE,
                "since": self.clock(),
            }
            session.add(Agent(user_id=user.id, **{**given, **more}))
        self.clock.wait(1)
        return user.id

    def call(self) -> str:
        """A call that has come in."""
        call_sid = new_call()
        self.recorder.begin_call(
            NewCall(call_sid, "+15005550101", "+15005550100", "inbound", "in-progress", NOON)
        )
        return call_sid

    def ask(self, call_sid: str | None = None, number: int = 1, queue: str = "support") -> Standing:
        """A call asks for a person."""
        sid = call_sid or self.call()
        wish = Wish(f"{sid}:transfer:{number}", sid, queue, "The caller asked", "asks_for_person")
        return self.transfers.request(wish)

    def caller_ends(self, call_sid: str) -> None:
        """The record learns that a call is over, and nothing else does."""
        self.recorder.append(call_sid, StatusChanged("completed"))
        self.recorder.flush()

    def meet(self, transfer_id: int) -> int:
        """Agent and caller get from the ringing telephone into the conference; the attempt."""
        call = self.telephone.placed[-1]
        attempt_id = attempt_of(call)
        self.transfers.picked_up(attempt_id, leg_of(call))
        self.transfers.keyed(attempt_id, "1")
        self.transfers.meeting_of(self.row(transfer_id).call_sid)
        self.transfers.conference_told(attempt_id, started())
        return attempt_id

    def row(self, transfer_id: int) -> Transfer:
        with self.database.reading() as session:
            return transfers.load(session, transfer_id)

    def attempts(self, transfer_id: int) -> list[TransferAttempt]:
        with self.database.reading() as session:
            return transfer_attempts.of_transfer(session, transfer_id)

    def agent_now(self, user_id: int) -> Agent:
        with self.database.reading() as session:
            return session.get(Agent, user_id)

    def signs_out(self, user_id: int) -> None:
        with self.database.writing() as session:
            sign_out_person(session, user_id, self.clock())

    def disables(self, name: str) -> None:
        with self.database.writing() as session:
            assert disable_person(session, name, self.clock())

    def events(self, call_sid: str, *kinds: type[CallEvent]) -> list[CallEvent]:
        self.recorder.flush()
        with self.database.reading() as session:
            stored = call_events.of_call(session, call_sid)
        return [each.event for each in stored if isinstance(each.event, kinds)]


def report(event: ConferenceEvent, sequence: int, call_sid: str | None = None) -> ConferenceReport:
    """A report of a conference."""
    return ConferenceReport(f"CF{'0' * 32}", "room", event, sequence, call_sid, None, None)


def started() -> ConferenceReport:
    """The conference has begun."""
    return report(ConferenceEvent.START, 3)
