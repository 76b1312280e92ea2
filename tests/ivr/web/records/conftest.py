"""The record pages on a real database with example calls."""

import importlib.util
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from ivr.store.database import Database
from ivr.store.migrate import upgrade
from ivr.store.spill import Spill
from ivr.web.design import design_blueprint
from ivr.web.records.blueprint import records_blueprint
from ivr.web.security import harden

KEY = "a key for tests"
NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)


def _example_calls() -> ModuleType:
    path = Path(__file__).with_name("example_calls.py")
    spec = importlib.util.spec_from_file_location("example_calls", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def examples() -> ModuleType:
    return _example_calls()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    address = f"sqlite:///{tmp_path / 'line.db'}"
    upgrade(address)
    database = Database(address, wait_s=0.2)
    yield database
    database.close()


@pytest.fixture
def writer(database: Database, examples: ModuleType, tmp_path: Path) -> object:
    return examples.CallWriter(database, Spill(tmp_path / "spill"))


@pytest.fixture
def calls(writer: object, examples: ModuleType) -> None:
    """Five calls: tracked, interrupted, wants a person, failed, and one still on."""
    writer.write("CA1", "+15005550101", NOW - timedelta(minutes=3), examples.TRACKED)
    writer.write("CA2", "+15005550103", NOW - timedelta(minutes=44), examples.INTERRUPTED)
    writer.write("CA3", "+15005550104", NOW - timedelta(hours=5), examples.PERSON)
    writer.write("CA4", "anonymous", NOW - timedelta(days=1), examples.FAULTY)
    writer.write("CA5", "+447700900111", NOW - timedelta(seconds=9), examples.ON_NOW)


@pytest.fixture
def key() -> str:
    return KEY


def make_app(
    database: Database, key: str | None, clock=lambda: NOW, *, https: bool = False
) -> Flask:
    app = Flask("line")
    app.secret_key = "signs cookies in tests, forty characters"
    app.register_blueprint(design_blueprint())
    app.register_blueprint(records_blueprint(database, SecretStr(key) if key else None, clock))
    harden(app, https=https)
    return app


@pytest.fixture
def new_app():
    return make_app


@pytest.fixture
def app(database: Database) -> Flask:
    return make_app(database, KEY)


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """A browser that has not signed in."""
    return app.test_client()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that has signed in."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    assert client.post("/records/sign-in", data={"key": KEY}).status_code == 302
    app.config["WTF_CSRF_ENABLED"] = True
    return client


@pytest.fixture
def api(app: Flask) -> dict[str, str]:
    return {"Authorization": f"Bearer {KEY}"}
