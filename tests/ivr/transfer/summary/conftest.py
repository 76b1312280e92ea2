"""Calls in a real database, as the record of real calls has them, and their summaries."""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows.policy import Policy
from flows.yaml_io import load_library
from ivr.backoffice.demo_shop import seed
from ivr.calls.event_kinds import kind_of, to_body
from ivr.calls.events import CallEvent
from ivr.store import call_events, calls, identities
from ivr.store.call_events import NewEvent
from ivr.store.calls import NewCall
from ivr.store.database import Database
from ivr.store.migrate import upgrade
from ivr.store.transfers import Transfer
from ivr.transfer.summary import Summary, make_summary

RECORDS = Path(__file__).with_name("records")
NOW = datetime(2026, 11, 25, 13, 30, tzinfo=UTC)
_counter = itertools.count(1)


@dataclass(frozen=True)
class Wanted:
    """Why and where to a person is fetched."""

    trigger: str = "asks_for_person"
    reason: str = "The caller asked for a person"
    queue: str = "support"
    note: str = ""


class Desk:
    """A database with the demo shop, into which calls are told and of which summaries are made."""

    def __init__(self, database: Database, policy: Policy) -> None:
        self.database = database
        self.policy = policy

    def call(
        self,
        *events: CallEvent,
        number: str = "+15005550199",
        verified: tuple[str, str] | None = None,
        ago: timedelta = timedelta(0),
        **columns: object,
    ) -> str:
        """Tell a call whose events come a second apart; its CallSid."""
        rows = [(kind_of(event), to_body(event)) for event in events]
        return self.rows(rows, number, verified, NOW - ago, **columns)

    def rows(
        self,
        rows: Iterable[tuple[str, dict]],
        number: str,
        verified: tuple[str, str] | None,
        at: datetime,
        **columns: object,
    ) -> str:
        sid = f"CA{next(_counter):032d}"
        with self.database.writing() as session:
            calls.begin(session, NewCall(sid, number, "+15005550100", "inbound", "ringing", at))
            for place, (kind, body) in enumerate(rows):
                moment = at + timedelta(seconds=place)
                new = NewEvent(f"{sid[-16:]}-{place}", sid, moment, None, kind, body)
                call_events.add(session, new)
            if verified:
                identities.note(session, sid, *verified, at)
            if columns:
                calls.change(session, sid, columns)
        return sid

    def golden(self, name: str) -> tuple[str, Wanted]:
        """Tell a golden call up to where a person was asked for."""
        record = json.loads((RECORDS / f"{name}.json").read_text())
        rows = [(event["kind"], event["body"]) for event in record["events"]]
        sid = self.rows(rows, record["number"], record["identity"], NOW)
        asked = rows[-1][1]
        return sid, Wanted(asked["trigger"], asked["reason"], asked["queue"])

    def summary(self, sid: str, wanted: Wanted | None = None) -> Summary:
        transfer = Transfer(**vars(wanted or Wanted()), requested_at=NOW + timedelta(minutes=2))
        with self.database.reading() as session:
            return make_summary(session, sid, transfer, self.policy)

    def of_golden(self, name: str) -> Summary:
        return self.summary(*self.golden(name))


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_library().policy


@pytest.fixture(scope="session")
def open_desk(
    tmp_path_factory: pytest.TempPathFactory, policy: Policy
) -> Iterator[Callable[[], Desk]]:
    """Opens desks, each on a database of its own."""
    opened: list[Database] = []

    def open_desk() -> Desk:
        address = f"sqlite:///{tmp_path_factory.mktemp('desk') / 'line.db'}"
        upgrade(address)
        opened.append(Database(address))
        seed(opened[-1], date(2026, 11, 25))
        return Desk(opened[-1], policy)

    yield open_desk
    for database in opened:
        database.close()


@pytest.fixture
def desk(open_desk: Callable[[], Desk]) -> Desk:
    return open_desk()


@pytest.fixture(scope="session")
def shared_desk(open_desk: Callable[[], Desk]) -> Desk:
    """One for tests whose calls don't matter to each other."""
    return open_desk()
