"""A real database into which transfers are told: SQLite, and PostgreSQL where there is one."""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from ivr.store.agents import Agent
from ivr.store.calls import ensure
from ivr.store.database import Database
from ivr.store.transfer_attempts import TransferAttempt
from ivr.store.transfers import Transfer
from ivr.store.users import User
from ivr.transfer.states import ENDED, AttemptState, TransferState

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
_numbers = itertools.count(1)


def s(seconds: float) -> datetime:
    """A moment so many seconds after a transfer was requested."""
    return NOW + timedelta(seconds=seconds)


def tried(outcome: str, *, rang=True, answered=None, accepted=None) -> dict:
    """An attempt that is over."""
    return {
        "state": AttemptState.OVER,
        "outcome": outcome,
        "call_sid": f"CA-agent-{next(_numbers)}" if rang else None,
        "answered_at": None if answered is None else s(answered),
        "accepted_at": None if accepted is None else s(accepted),
        "ended_at": s(60),
    }


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    database = Database(address)
    with database.writing() as session:
        user = User(
            id=1,
            name="ada",
            shown_name="Ada",
            role="agent",
            password_hash="-",
            created_at=NOW,
            sessions_from=NOW,
        )
        session.add(user)
        session.flush()
        session.add(Agent(user_id=1, address="+15005550201", queues=[], languages=[], since=NOW))
    yield database
    database.close()


@pytest.fixture
def transfer(database: Database) -> Callable[..., None]:
    """Tells a transfer with its attempts."""

    def transfer(
        state: TransferState,
        *attempts: dict,
        why: str = "",
        queue: str = "support",
        joined: float | None = None,
        ended: float = 100,
        at: datetime = NOW,
    ) -> None:
        number = next(_numbers)
        with database.writing() as session:
            ensure(session, f"CA{number}", at)
            made = Transfer(
                key=f"k{number}",
                call_sid=f"CA{number}",
                queue=queue,
                reason="-",
                trigger="-",
                conference=f"room-{number}",
                state=state,
                why=why,
                requested_at=at,
                give_up_at=at,
                joined_at=None if joined is None else s(joined),
                ended_at=s(ended) if state in ENDED else None,
            )
            session.add(made)
            session.flush()
            for each in attempts:
                row = {"transfer_id": made.id, "agent_id": 1, "placed_at": at, **each}
                session.add(TransferAttempt(**row))
                session.flush()

    return transfer
