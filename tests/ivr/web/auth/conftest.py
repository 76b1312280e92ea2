"""Signing in on a real database with an agent and a supervisor."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ivr.store.database import Database
from ivr.store.migrate import upgrade
from ivr.store.people import NewPerson, add_person
from ivr.store.users import Role
from ivr.web.auth.blueprint import auth_blueprint
from ivr.web.auth.sessions import Sessions
from ivr.web.design import design_blueprint
from ivr.web.security import harden

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
PASSWORD = "seven warm lanterns"
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


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
def database(tmp_path: Path) -> Iterator[Database]:
    address = f"sqlite:///{tmp_path / 'line.db'}"
    upgrade(address)
    database = Database(address, wait_s=0.2)
    with database.writing() as session:
        for name, role in (("ann", Role.AGENT), ("sue", Role.SUPERVISOR)):
            person = NewPerson(name, name.title(), role, PASSWORD, f"client:{name}", ("support",))
            add_person(session, person, NOW)
    yield database
    database.close()


@pytest.fixture
def new_app(clock: Clock) -> Callable[[Database], Flask]:
    return lambda database: make_app(database, clock)


@pytest.fixture
def app(database: Database, clock: Clock) -> Flask:
    return make_app(database, clock)


def make_app(database: Database, clock: Clock) -> Flask:
    app = Flask("line")
    app.secret_key = "signs cookies in tests, forty characters"
    sessions = Sessions(database, clock)
    app.register_blueprint(design_blueprint())
    app.register_blueprint(auth_blueprint(sessions, "who"))
    harden(app, https=True)

    @app.get("/who")
    def who() -> str:
        found = sessions.current()
        return f"{found.shown_name}, {found.role}" if found else "nobody"

    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    return client


@pytest.fixture
def sign_in(client: FlaskClient) -> Callable[..., object]:
    """Fills the form in and sends it."""

    def sign_in(name: str, password: str = PASSWORD, **more: object) -> object:
        token = _TOKEN.search(client.get("/sign-in").text)
        data = {"name": name, "password": password, "csrf_token": token.group(1) if token else ""}
        referrer = {"Referer": "https://localhost/sign-in"}
        return client.post("/sign-in", data=data, headers=referrer, **more)

    return sign_in
