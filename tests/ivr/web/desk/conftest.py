"""The whole application with the demo shop, agents who sign in, and callers who want a person."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from flows.definition import FlowSet
from flows.events import Decision
from flows.yaml_io import LIBRARY
from ivr.backoffice.demo_shop import seed
from ivr.backoffice.sql import SqlBackOffice
from ivr.calls.events import (
    CallerSpoke,
    CallStarted,
    Decided,
    PromptHeard,
    PromptStarted,
    TransferRequested,
    Understood,
)
from ivr.releases.loading import load_folder
from ivr.store import agents, identities, transfer_attempts, users
from ivr.store.agents import AgentState
from ivr.store.calls import NewCall
from ivr.store.database import Database
from ivr.store.people import NewPerson, add_person
from ivr.store.recorder import EventRecorder, utc_now
from ivr.store.spill import Spill
from ivr.store.users import Role
from ivr.transfer.parts import TransferParts
from ivr.transfer.ring_back import RingBack
from ivr.transfer.transfers import Transfers
from ivr.transfer.wish import Wish
from ivr.web.auth.blueprint import auth_blueprint
from ivr.web.auth.sessions import Sessions
from ivr.web.design import design_blueprint
from ivr.web.desk.blueprint import desk_blueprint
from ivr.web.desk.open_desks import OpenDesks
from ivr.web.desk.parts import DeskParts
from ivr.web.desk.phone_token import BrowserPhones
from ivr.web.records.blueprint import records_blueprint
from ivr.web.security import harden
from ivr.web.voice.callback import CallbackWebhooks
from ivr.web.voice.webhooks import malformed
from nlu.understanding import Understanding
from telephony.webhooks import MalformedWebhook
from tests.fakes.loaded import loaded
from tests.fakes.network import LINE_NUMBER, new_sid
from tests.fakes.telephone import Telephone, attempt_of, leg_of
from tests.fakes.transfers import PATIENCE_S, started

PASSWORD = "seven warm lanterns"
GREETING = "Thank you for calling Larkspur Home. How can I help you today?"
ANGRY = "this is the third time i'm calling my lamp arrived broken"
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Desk:
    """A line's database with people at it."""

    database: Database
    recorder: EventRecorder
    flows: FlowSet
    transfers: Transfers
    ring_back: RingBack
    telephone: Telephone
    voicemails: Path

    def person(self, name: str, role: Role = Role.AGENT, queues: tuple[str, ...] = ()) -> int:
        """Somebody who may sign in; all queues are theirs unless some are named."""
        every = tuple(self.flows.policy.queues)
        person = NewPerson(name, name.title(), role, PASSWORD, f"client:{name}", queues or every)
        with self.database.writing() as session:
            user = add_person(session, person, datetime.now(UTC))
            return user.id

    def agent(self, name: str) -> agents.Agent:
        with self.database.reading() as session:
            return agents.of_user(session, users.named(session, name).id)

    def set_available(self, name: str) -> None:
        with self.database.reading() as session:
            user_id = users.named(session, name).id
        assert self.transfers.set_state(user_id, AgentState.AVAILABLE)

    def caller(self, number: str = "+15005550101", verified: str = "", words: str = ANGRY) -> str:
        """Somebody whose call has come to the point where a person is needed."""
        call_sid, recorder = new_sid(), self.recorder
        recorder.begin_call(
            NewCall(call_sid, number, "+15005550100", "inbound", "in-progress", datetime.now(UTC))
        )
        meaning = Understanding(words, "complaint", 0.93, (), (), distress=0.82)
        for event in (
            CallStarted("inbound", "v1"),
            PromptStarted("p1", "welcome.greet", GREETING, (("p1.1", GREETING),), None),
            PromptHeard("p1", GREETING, True),
            CallerSpoke(words, 1000, 3000, 3400, "open", interrupted_prompt=None),
            Understood(meaning, 6.1),
            Decided(Decision("transfer", "Complaints are for people.", "care", "distress")),
            TransferRequested("care", "Complaints are for people.", "distress"),
        ):
            recorder.append(call_sid, event)
        assert recorder.flush()
        if verified:
            with self.database.writing() as session:
                identities.note(session, call_sid, verified, "phone_pin", datetime.now(UTC))
        return call_sid

    def says(self, call_sid: str, words: str) -> None:
        """The caller says something more."""
        spoke = CallerSpoke(words, 5000, 7000, 7400, "open", interrupted_prompt=None)
        self.recorder.append(call_sid, spoke)
        assert self.recorder.flush()

    def wants_a_person(self, call_sid: str, queue: str = "care") -> str:
        """Asks for a transfer; the key under which it stands."""
        wish = Wish(f"{call_sid}:transfer:1", call_sid, queue, "The caller is upset.", "distress")
        return self.transfers.request(wish).key

    def rings(self, name: str, call_sid: str) -> int:
        """A caller asks for a person, and the telephone of that agent rings; the attempt."""
        self.wants_a_person(call_sid)
        attempt_id = self.agent(name).attempt_id
        assert attempt_id is not None
        return attempt_id

    def picks_up(self) -> None:
        """The agent whose telephone rings hears the whisper."""
        call = self.telephone.placed[-1]
        self.transfers.picked_up(attempt_of(call), leg_of(call))

    def meet(self, call_sid: str) -> None:
        """Caller and agent, who has accepted, get into the conference."""
        attempt_id = attempt_of(self.telephone.placed[-1])
        self.transfers.joins(attempt_id)
        self.transfers.meeting_of(call_sid)
        self.transfers.conference_told(attempt_id, started())

    def open_attempt(self, name: str) -> int | None:
        """The attempt that holds an agent."""
        return self.agent(name).attempt_id

    def attempt(self, attempt_id: int) -> transfer_attempts.TransferAttempt:
        with self.database.reading() as session:
            return transfer_attempts.load(session, attempt_id)


@pytest.fixture
def telephone() -> Telephone:
    return Telephone()


@pytest.fixture(scope="session")
def flows() -> FlowSet:
    return load_folder(LIBRARY).flows


@pytest.fixture
def desk_address(sqlite: str) -> str:
    """The address of the desk's database."""
    return sqlite


@pytest.fixture
def desk(desk_address: str, tmp_path: Path, telephone: Telephone, flows: FlowSet) -> Iterator[Desk]:
    """The demo shop's line, whose calls to agents are only noted."""
    database = Database(desk_address, PATIENCE_S)
    seed(database, datetime.now(UTC).date())
    recorder = EventRecorder(database, Spill(tmp_path / "spill"))
    live = partial(loaded, flows)
    parts = TransferParts(
        database, recorder, live, telephone, LINE_NUMBER, "https://line.example", ZoneInfo("UTC")
    )
    (tmp_path / "voicemails").mkdir()
    transfers = Transfers(parts, start=lambda work: work())
    folder = tmp_path / "voicemails"
    yield Desk(database, recorder, flows, transfers, RingBack(parts), telephone, folder)
    recorder.close()
    database.close()


@pytest.fixture
def phones() -> BrowserPhones | None:
    """No browser is a telephone; tests that need one have a fixture of their own."""
    return None


@pytest.fixture
def open_desks() -> OpenDesks:
    return OpenDesks(10)


@pytest.fixture
def app(desk: Desk, phones: BrowserPhones | None, open_desks: OpenDesks) -> Flask:
    app = Flask("line")
    app.secret_key = "signs cookies in tests, forty characters"
    sessions = Sessions(desk.database, utc_now)
    parts = DeskParts(
        database=desk.database,
        sessions=sessions,
        transfers=desk.transfers,
        ring_back=desk.ring_back,
        back_office=SqlBackOffice(desk.database),
        live=partial(loaded, desk.flows),
        voicemails=desk.voicemails,
        phones=phones,
        open_desks=open_desks,
        clock=utc_now,
    )
    voice = Blueprint("voice", __name__, url_prefix="/voice")
    CallbackWebhooks(desk.ring_back, "https://line.example").add_to(voice)
    voice.register_error_handler(MalformedWebhook, malformed)
    for blueprint in (
        voice,
        design_blueprint(),
        auth_blueprint(sessions, "desk.desk"),
        desk_blueprint(parts),
        records_blueprint(desk.database, None, may_read=lambda: sessions.holds(Role.SUPERVISOR)),
    ):
        app.register_blueprint(blueprint)
    harden(app, https=False)
    return app


@pytest.fixture
def sign_in(app: Flask) -> Callable[[str], FlaskClient]:
    """A browser of somebody who has signed in."""

    def sign_in(name: str) -> FlaskClient:
        client = app.test_client()
        token = _TOKEN.search(client.get("/sign-in").text).group(1)
        data = {"name": name, "password": PASSWORD, "csrf_token": token}
        assert client.post("/sign-in", data=data).status_code == 302
        return client

    return sign_in


@pytest.fixture
def act() -> Callable[..., object]:
    """Presses a button of the desk, as htmx does."""

    def act(client: FlaskClient, path: str, **form: str) -> object:
        page = client.get("/desk").text
        token = re.search(r"X-CSRFToken&#34;: &#34;([^&]+)|\"X-CSRFToken\": \"([^\"]+)", page)
        headers = {"X-CSRFToken": token.group(1) or token.group(2), "HX-Request": "true"}
        return client.post(f"/desk/{path}", data=form, headers=headers)

    return act
