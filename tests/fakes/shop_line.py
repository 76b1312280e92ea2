"""Lines on real parts, with the demo shop in their database."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.policy import REPEAT_CALL
from ivr.backoffice.demo_shop import seed
from ivr.config import GivenSettings, Settings
from ivr.rehearsal.ports import free_port
from ivr.wiring import Line, prepare_database, wire

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
    line = wire(settings)
    seed(line.database, date.today())  # noqa: DTZ011 - the shop opens on the machine's own day
    triggers = (replace(t, active=t.name != REPEAT_CALL) for t in line.flows.policy.triggers)
    policy = replace(line.flows.policy, triggers=tuple(triggers))
    return replace(line, flows=replace(line.flows, policy=policy))
