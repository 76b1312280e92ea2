"""The flow editor over the shipped documents, with admins who sign in."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from flows.events import MatterBegan, MatterSettled
from flows.yaml_io import LIBRARY
from ivr.releases.loading import load_folder
from ivr.releases.parts import ReleaseParts, release_parts
from ivr.releases.releases import open_releases
from ivr.speech.model import BUNDLED, SpeechModel
from ivr.speech.recognition import RecogniserPool
from ivr.speech.voice import Voice, VoiceSettings
from ivr.store.calls import NewCall
from ivr.store.database import Database
from ivr.store.people import NewPerson, add_person
from ivr.store.recorder import EventRecorder, utc_now
from ivr.store.spill import Spill
from ivr.store.users import Role
from ivr.web.auth.blueprint import auth_blueprint
from ivr.web.auth.sessions import Sessions
from ivr.web.design import design_blueprint
from ivr.web.flow_editor.blueprint import flow_editor_blueprint
from ivr.web.flow_editor.parts import EditorParts
from ivr.web.records.blueprint import records_blueprint
from ivr.web.security import harden
from ivr.web.voice.media import MAX_MESSAGE_BYTES
from nlu import keywords
from telephony.synthesis import Synthesiser
from tests.fakes.editor_page import LONG_MS, ready
from tests.fakes.in_browser import watched

PASSWORD = "seven warm lanterns"
Open = Callable[..., Page]
ON_BOTH = pytest.mark.parametrize(
    "editor_address",
    ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)],
    indirect=True,
)
"""Marks tests that run on SQLite and on a real PostgreSQL."""
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_PAGE_TOKEN = re.compile(r'data-token="([^"]+)"')


@dataclass
class Editor:
    """The line's documents and the people who edit them."""

    database: Database
    releases: ReleaseParts

    @property
    def live(self) -> Mapping[str, str]:
        """The texts that new calls run on."""
        return self.releases.releases.live().documents

    def asks_otherwise(self) -> None:
        """A draft of Bo's asks for the order number in other words: "the number, please?"."""
        text = self.live["track_order.yaml"].replace("your order number?", "the number, please?")
        self.releases.drafts.save("track_order.yaml", text, 0, "Bo")

    def person(self, name: str, role: Role = Role.ADMIN) -> None:
        """Somebody who may sign in."""
        person = NewPerson(name, name.title(), role, PASSWORD, "", ())
        with self.database.writing() as session:
            add_person(session, person, datetime.now(UTC))


class Api:
    """A browser of somebody who is signed in, as the page's scripts use it."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        found = _PAGE_TOKEN.search(client.get("/flows").text)
        self.headers = {"X-CSRFToken": found.group(1)} if found else {}

    def get(self, path: str):
        return self.client.get(f"/flows/api/{path}")

    def post(self, path: str, **body: object):
        return self.client.post(f"/flows/api/{path}", json=body, headers=self.headers)


@pytest.fixture(scope="session")
def voice() -> Iterator[Voice]:
    synthesiser = Synthesiser(5.0)
    yield Voice(synthesiser, VoiceSettings())
    synthesiser.close()


@pytest.fixture(scope="session")
def pool() -> RecogniserPool:
    return RecogniserPool(SpeechModel())


@pytest.fixture
def editor_address(request: pytest.FixtureRequest) -> str:
    """The database of the line: a SQLite file, where a test is not marked `ON_BOTH`."""
    return str(request.getfixturevalue(getattr(request, "param", "sqlite")))


@pytest.fixture
def editor(editor_address: str) -> Iterator[Editor]:
    database = Database(editor_address)
    releases = open_releases(database, partial(load_folder, LIBRARY), utc_now)
    yield Editor(database, release_parts(database, releases, lambda: BUNDLED, utc_now))
    database.close()


@pytest.fixture
def parts(editor: Editor, voice: Voice, pool: RecogniserPool) -> EditorParts:
    return EditorParts(
        database=editor.database,
        sessions=Sessions(editor.database, utc_now),
        release_parts=editor.releases,
        voice=voice,
        clock=utc_now,
        understand=keywords.understand,
        recognisers=lambda: pool,
        public_origin="https://line.example",
    )


@pytest.fixture
def app(editor: Editor, parts: EditorParts) -> Flask:
    app = Flask("line")
    app.secret_key = "signs cookies in tests, forty characters"
    sessions = parts.sessions
    app.add_url_rule("/desk", "desk.desk", lambda: "")
    for blueprint in (
        design_blueprint(),
        auth_blueprint(sessions, "flow_editor.documents"),
        records_blueprint(editor.database, None, may_read=lambda: sessions.holds(Role.SUPERVISOR)),
        flow_editor_blueprint(parts),
    ):
        app.register_blueprint(blueprint)
    app.config["SOCK_SERVER_OPTIONS"] = {"max_message_size": MAX_MESSAGE_BYTES}
    harden(app, https=False)
    return app


@pytest.fixture
def sign_in(app: Flask, editor: Editor) -> Callable[..., FlaskClient]:
    """A browser of somebody new who has signed in."""

    def sign_in(name: str, role: Role = Role.ADMIN) -> FlaskClient:
        editor.person(name, role)
        client = app.test_client()
        token = _TOKEN.search(client.get("/sign-in").text).group(1)
        data = {"name": name, "password": PASSWORD, "csrf_token": token}
        assert client.post("/sign-in", data=data).status_code == 302
        return client

    return sign_in


@pytest.fixture
def api(sign_in: Callable[..., FlaskClient]) -> Api:
    return Api(sign_in("ada"))


@pytest.fixture
def another(sign_in: Callable[..., FlaskClient]) -> Api:
    """A second admin."""
    return Api(sign_in("bo"))


@pytest.fixture
def submit(api: Api) -> Callable[..., TestResponse]:
    """Sends one of the pages' forms."""

    def submit(path: str, **form: str) -> TestResponse:
        data = {"csrf_token": api.headers["X-CSRFToken"], **form}
        return api.client.post(f"/flows/{path}", data=data)

    return submit


@pytest.fixture
def fourteen_calls(editor: Editor, tmp_path: Path) -> None:
    """Calls of today about an order, every second of which was settled."""
    recorder = EventRecorder(editor.database, Spill(tmp_path / "spill"))
    for number in range(14):
        call = NewCall(f"CA{number}", "+1", "+1", "inbound", "in", datetime.now(UTC))
        recorder.begin_call(call)
        recorder.append(call.call_sid, MatterBegan("track_order", "track_order"))
        if number % 2:
            recorder.append(call.call_sid, MatterSettled("track_order", "track_order"))
    assert recorder.flush()
    recorder.close()


@pytest.fixture
def site(app) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def enter(browser, site, editor) -> Iterator[Open]:
    """Opens a page in a browser of somebody's own."""
    contexts, problems = [], []
    expect.set_options(timeout=LONG_MS)

    def enter(path: str, name: str = "ada", width: int = 1280, scheme: str = "light") -> Page:
        editor.person(name)
        context = browser.new_context(
            base_url=site, viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        contexts.append(context)
        page = watched(context.new_page(), site, problems, LONG_MS)
        page.goto(f"/sign-in?next={path}")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}{path}")
        if path != "/flows":
            ready(page)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert problems == []
