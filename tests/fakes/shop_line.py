"""Lines on real parts, with the demo shop in their database."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.definition import FlowSet
from ivr.backoffice.demo_shop import seed
from ivr.config import GivenSettings, Settings
from ivr.rehearsal.changed_policy import flows_with, forget_callers
from ivr.rehearsal.ports import free_port
from ivr.releases.releases import Releases
from ivr.store.recorder import utc_now
from ivr.wiring import Line, prepare_database, wire
from tests.fakes.loaded import loaded

AUTH_TOKEN = "the token that signs"
NEXT_TOKEN = "the token of tomorrow"
RECORDS_KEY = "the key of the records"


def settings_in(folder: Path, **more: object) -> Settings:
    """Settings of a line of its own in a folder; nobody answers where Rasa should be."""
    given = {
        "data_dir": folder,
        "public_origin": "https://line.example",
        "twilio_auth_token": AUTH_TOKEN,
        "twilio_auth_token_next": NEXT_TOKEN,
        "records_key": RECORDS_KEY,
        "rasa_url": f"http://127.0.0.1:{free_port()}",
    }
    return GivenSettings(**{**given, **more})


def wired(settings: Settings) -> Line:
    """A line with the demo shop in its database, to which every call is the caller's first."""
    prepare_database(settings)
    flows_dir = settings.data_dir / "flows"
    if not flows_dir.exists():
        flows_with(forget_callers, settings.flows_dir, settings.data_dir)
    line = wire(settings.model_copy(update={"flows_dir": flows_dir}))
    seed(line.database, date.today())  # noqa: DTZ011 - the shop opens on the machine's own day
    return line


def on_flows(line: Line, flows: FlowSet) -> Line:
    """The same line on flows of a test's own."""
    releases = Releases(line.database, loaded(flows), utc_now)
    return replace(line, release_parts=replace(line.release_parts, releases=releases))
