"""The reset page on a real database with the demo shop and one open link."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from ivr.backoffice.demo_shop import seed
from ivr.store import customers
from ivr.store.database import Database
from ivr.store.migrate import upgrade
from ivr.store.reset_links import ResetLink
from ivr.store.secret_hash import token_hash
from ivr.web.design import design_blueprint
from ivr.web.reset.blueprint import reset_blueprint
from ivr.web.security import harden

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
TOKEN = "a-token-of-tests-1234567890"


@dataclass
class Clock:
    """Stands still until a test moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def token() -> str:
    return TOKEN


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    address = f"sqlite:///{tmp_path / 'line.db'}"
    upgrade(address)
    database = Database(address, wait_s=0.2)
    seed(database, NOW.date())
    with database.writing() as session:
        session.add(
            ResetLink(
                token_hash=token_hash(TOKEN),
                customer="C101",
                call_sid="CA1",
                created_at=NOW,
                expires_at=NOW + timedelta(minutes=30),
            )
        )
    yield database
    database.close()


@pytest.fixture
def password_hash(database: Database):
    """The stored hash of the customer's password."""

    def read() -> str | None:
        with database.reading() as session:
            return customers.by_number(session, "C101").password_hash

    return read


@pytest.fixture
def app(database: Database, clock: Clock) -> Flask:
    app = Flask("line")
    app.secret_key = "signs cookies in tests, forty characters"
    app.register_blueprint(design_blueprint())
    app.register_blueprint(reset_blueprint(database, clock))
    harden(app, https=False)
    return app
