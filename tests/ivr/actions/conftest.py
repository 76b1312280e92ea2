"""Actions on a real database with the demo shop."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows.events import Act, ActionFinished
from ivr.actions.action import Parts
from ivr.actions.runner import ActionRunner
from ivr.actions.table import ACTIONS
from ivr.actions.texts import TextMessages
from ivr.backoffice.demo_shop import seed
from ivr.backoffice.sql import SqlBackOffice
from ivr.calls.events import CallEvent
from ivr.store import identities
from ivr.store.database import Database
from ivr.store.migrate import upgrade
from ivr.store.recorder import EventRecorder
from ivr.store.spill import Spill
from telephony.calls import TwilioCalls
from telephony.simulator import NumberSettings, SimulatorSettings, SimulatorThread

ACCOUNT = "AC" + "0" * 32
AUTH_TOKEN = "the token of the account"
LINE = "+15005550100"
CALLER = "+15005550190"
"""Nobody of the demo shop."""


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 4, 15, 30, 20, tzinfo=UTC)


@pytest.fixture
def database_path(tmp_path: Path) -> Path:
    return tmp_path / "line.db"


@pytest.fixture
def database(database_path: Path) -> Iterator[Database]:
    upgrade(f"sqlite:///{database_path}")
    database = Database(f"sqlite:///{database_path}", wait_s=0.1)
    seed(database, date(2026, 3, 4))
    yield database
    database.close()


class PatientRecorder(EventRecorder):
    """Returns when what was recorded can be read."""

    def append(self, call_sid: str, *events: CallEvent, audio_ms: int | None = None) -> None:
        super().append(call_sid, *events, audio_ms=audio_ms)
        self.flush()


@pytest.fixture
def parts(database: Database, tmp_path: Path, now: datetime) -> Iterator[Parts]:
    recorder = PatientRecorder(database, Spill(tmp_path / "spill"), clock=lambda: now)
    yield Parts(SqlBackOffice(database), recorder, database)
    recorder.close()


@pytest.fixture(scope="session")
def phone_network() -> Iterator[SimulatorThread]:
    """A simulated telephone network that takes text messages from the line's number."""
    settings = SimulatorSettings(
        account_sid=ACCOUNT,
        auth_token=AUTH_TOKEN,
        public_origin="https://line.example",
        reachable_at="http://127.0.0.1:1",
        numbers={LINE: NumberSettings("https://line.example/voice/incoming")},
    )
    with SimulatorThread(settings) as network:
        yield network


@dataclass(frozen=True)
class Texting:
    """Text messages of the line, and what came in with whom."""

    messages: TextMessages
    network: SimulatorThread
    earlier: frozenset[str]
    """Texts of other tests; their delivery may still be going on."""

    def received(self, phone: str) -> list[str]:
        """The texts that came to a number, oldest first."""
        everything = self.network.network.messages.items()
        news = [message for sid, message in everything if sid not in self.earlier]
        return [message.body for message in news if message.receiver == phone]


@pytest.fixture
def texting(phone_network: SimulatorThread) -> Iterator[Texting]:
    account = TwilioCalls(ACCOUNT, AUTH_TOKEN, phone_network.address)
    earlier = frozenset(phone_network.network.messages)
    yield Texting(TextMessages(account, LINE), phone_network, earlier)
    account.close()


@dataclass
class Calls:
    """Runs actions in calls; every act has a key of its own unless it is given one."""

    database: Database
    parts: Parts
    now: datetime
    acts: int = 0

    def run(
        self,
        action: str,
        call_sid: str = "CA1",
        caller: str = CALLER,
        key: str | None = None,
        **given: str | bool,
    ) -> ActionFinished:
        self.acts += 1
        runner = ActionRunner(ACTIONS, self.parts, self.database, lambda: self.now)
        act = Act("main.step", action, given, key or f"k{self.acts}")
        return runner.run(act, call_sid, caller)

    def outcome(self, action: str, **given: str | bool) -> str:
        return self.run(action, **given).outcome

    def verify(self, customer: str, call_sid: str = "CA1") -> None:
        """Make a customer of the demo shop the verified caller of a call."""
        with self.database.writing() as session:
            identities.note(session, call_sid, customer, "phone_pin", self.now)

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def calls(database: Database, parts: Parts, texting: Texting, now: datetime) -> Calls:
    return Calls(database, replace(parts, texts=texting.messages), now)
