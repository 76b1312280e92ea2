"""The whole application over the line all tests share, and the network that calls it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from ivr.app import create_app
from ivr.calls.events import CallEvent
from ivr.store import call_events, callbacks
from ivr.wiring import Line
from tests.fakes.network import Network, new_sid, served


@pytest.fixture(scope="session")
def app(shop_line: Line) -> Flask:
    return create_app(shop_line)


@pytest.fixture
def network(app: Flask) -> Network:
    return Network(app.test_client())


@pytest.fixture(scope="session")
def server(app: Flask) -> Iterator[str]:
    """Host and port of the application on a real server."""
    with served(app) as address:
        yield address


@pytest.fixture
def call_sid() -> str:
    return new_sid()


@pytest.fixture
def events(shop_line: Line, call_sid: str):
    """Gives the record of the test's call so far."""

    def events(*kinds: type[CallEvent]) -> list[CallEvent]:
        shop_line.recorder.flush()
        with shop_line.database.reading() as session:
            stored = call_events.of_call(session, call_sid)
        return [each.event for each in stored if not kinds or isinstance(each.event, kinds)]

    return events


@pytest.fixture
def promises(shop_line: Line, call_sid: str):
    """Gives the callbacks promised in the test's call."""

    def promises() -> list[str]:
        shop_line.recorder.flush()
        with shop_line.database.reading() as session:
            return [each.number for each in callbacks.of_call(session, call_sid)]

    return promises
