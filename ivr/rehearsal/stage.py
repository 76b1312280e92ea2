"""A whole line on this machine: database with the demo shop, web process, telephone network."""

import os
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ivr.backoffice.demo_shop import seed
from ivr.config import GivenSettings, Settings
from ivr.processes import programs
from ivr.processes.child import Child
from ivr.rehearsal.agents import Visitor, seat, seat_visitor
from ivr.rehearsal.call_record import CallRecords
from ivr.rehearsal.credentials import Credentials
from ivr.rehearsal.desk import Desk
from ivr.rehearsal.earlier_call import store_earlier_calls
from ivr.rehearsal.faults import causes
from ivr.rehearsal.ports import free_port
from ivr.releases.loading import folder_of, load_folder
from ivr.speech.kept_model import model_in_use
from ivr.speech.model import BUNDLED
from ivr.store.database import Database
from ivr.wiring import prepare_database
from telephony.simulator import Agent, NumberSettings, SimulatorSettings, SimulatorThread

LINE_NUMBER = "+15005550100"
"""The number of every rehearsed line."""
_KEPT = (
    *("flows_dir", "speech_model", "voice", "voice_rate_wpm", "prompts_dir", "timezone"),
    *("log_level", "log_format"),
)
"""Settings of the machine's owner that a rehearsal keeps; all others are its own."""
_preparing = threading.Lock()
"""Held while a database is prepared: Alembic keeps the migration that runs in a global."""


@dataclass(frozen=True)
class Stage:
    """A line that is open."""

    settings: Settings
    credentials: Credentials
    network: SimulatorThread
    records: CallRecords
    web: Child
    folder: Path

    def seat(self, agents: Sequence[Agent]) -> None:
        """Make the agents of a script, for every queue, and forget faults that did not happen."""
        if agents:
            self.network.network.faults.clear()
            with _opened(self.settings) as database:
                seat(database, agents, self._queues)

    def store_earlier_calls(self, numbers: Sequence[str], intent: str) -> None:
        """Have these numbers have called before, about a matter that was left open."""
        with _opened(self.settings) as database:
            store_earlier_calls(database, numbers, intent)

    def seat_visitor(self) -> Visitor:
        """Make an agent of whoever tries the line; nobody else can be called then."""
        visitor = Visitor()
        with _opened(self.settings) as database:
            seat_visitor(database, visitor, self._queues)
        return visitor

    @cached_property
    def _queues(self) -> tuple[str, ...]:
        flows = load_folder(folder_of(self.settings)).flows
        return tuple(flows.policy.queues)


@contextmanager
def open_line(
    base: Settings,
    rasa_url: str,
    credentials: Credentials,
    *,
    speed: float = 1.0,
    overrides: Mapping[str, object] | None = None,
    network_port: int = 0,
    web_port: int = 0,
    keep_in: Path | None = None,
) -> Iterator[Stage]:
    """Open a line in a folder of its own; closed, and the folder removed, at the end.

    Args:
        base: the owner's settings, of which a few are kept.
        rasa_url: of a Rasa server that takes the credentials' token.
        credentials: keys of this rehearsal.
        speed: of the network: seconds of audio a second.
        overrides: settings that make a fault.
        network_port: of the simulator; 0 takes a free one.
        web_port: of the web process; 0 takes a free one.
        keep_in: where the line's folder is made, and stays; None removes it.

    Raises:
        LineNotReady: a part did not start.
    """
    with ExitStack() as stack:
        folder = _folder(stack, keep_in)
        network_port = network_port or free_port()
        ports = (web_port or free_port(), network_port)
        settings = _settings(base, rasa_url, credentials, folder, ports)
        with _preparing:
            prepare_database(settings)
        with _opened(settings) as database:
            seed(database, date.today())  # noqa: DTZ011 - the shop opens on the machine's own day
        settings = settings.model_copy(update=dict(overrides or {}))
        program = programs.web(settings, environment_of(settings), folder)
        web = Child(program)
        stack.callback(web.stop)
        web.start()
        origin = settings.public_origin
        records = CallRecords(origin, credentials.records_key)
        desk = Desk(settings, lambda: network.network.faults)
        stack.callback(desk.close)
        network = SimulatorThread(
            SimulatorSettings(
                account_sid=credentials.account_sid,
                auth_token=credentials.auth_token,
                public_origin=origin,
                reachable_at=origin,
                numbers={LINE_NUMBER: number_settings(origin)},
                port=network_port,
                speed=speed,
            ),
            records.prompt_text,
            cause=causes(
                lambda: web.pid,
                folder / "warmline.db",
                lambda: network.network.faults,
                desk.act,
            ),
        )
        web.wait_until_ready()
        network.start()
        stack.callback(network.stop)
        yield Stage(settings, credentials, network, records, web, folder)


@contextmanager
def open_understanding(credentials: Credentials) -> Iterator[str]:
    """Start a Rasa server of the rehearsal's own; gives its address when it is ready.

    Raises:
        LineNotReady: it did not start.
    """
    with tempfile.TemporaryDirectory(prefix="warmline-rasa-") as folder:
        url = f"http://127.0.0.1:{free_port()}"
        settings = GivenSettings(rasa_url=url, rasa_token=credentials.rasa_token)
        log_file = Path(folder) / "rasa.log"
        child = Child(programs.understanding(settings, environment_of(settings), log_file))
        child.start()
        try:
            child.wait_until_ready()
            yield url
        finally:
            child.stop()


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment that gives a process these settings and no other of ours."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WARMLINE_")}
    kept = "WARMLINE_RASA_PYTHON"
    if kept in os.environ:
        environment[kept] = os.environ[kept]
    for name in Settings.model_fields:
        value = getattr(settings, name)
        if hasattr(value, "get_secret_value"):
            value = value.get_secret_value()
        if value not in (None, ""):
            environment[f"WARMLINE_{name.upper()}"] = str(value)
    return environment


def _folder(stack: ExitStack, keep_in: Path | None) -> Path:
    if keep_in is not None:
        return Path(tempfile.mkdtemp(prefix="warmline-", dir=keep_in))
    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="warmline-")))


def _settings(
    base: Settings,
    rasa_url: str,
    credentials: Credentials,
    folder: Path,
    ports: tuple[int, int],
) -> Settings:
    """Settings of a line in a folder; the ports are the web process's and the network's."""
    port, network_port = ports
    kept = {name: getattr(base, name) for name in _KEPT}
    in_use = model_in_use(base.speech_model, base.data_dir)
    kept["speech_model"] = None if in_use == BUNDLED else in_use
    for name, value in kept.items():
        if isinstance(value, Path):
            kept[name] = value.resolve()
    return GivenSettings(
        **kept,
        public_origin=f"http://127.0.0.1:{port}",
        host="127.0.0.1",
        port=port,
        web_processes=1,
        twilio_account_sid=credentials.account_sid,
        twilio_auth_token=credentials.auth_token,
        twilio_api_base=f"http://127.0.0.1:{network_port}",
        records_key=credentials.records_key,
        secret_key=credentials.secret_key,
        phone_number=LINE_NUMBER,
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'warmline.db'}",
        rasa_url=rasa_url,
        rasa_token=credentials.rasa_token,
    )


def number_settings(origin: str) -> NumberSettings:
    """The webhooks of a number whose line has this origin."""
    return NumberSettings(
        voice_url=f"{origin}/voice/incoming", status_callback=f"{origin}/voice/status"
    )


@contextmanager
def _opened(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database_address)
    try:
        yield database
    finally:
        database.close()
