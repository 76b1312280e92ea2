"""The programs a line is made of."""

import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from ivr.config import Settings
from ivr.processes.addresses import port_of, reachable_here
from ivr.processes.child import Program

UNDERSTANDING_READY_S = 900.0
"""Rasa's environment may have to be made and its model trained first."""


def web(settings: Settings, environment: Mapping[str, str], folder: Path | None = None) -> Program:
    """The web process: webhooks, media streams, pages; in a folder of its own it logs there."""
    return Program(
        name="The web process",
        command=[sys.executable, "-m", "ivr.processes.web"],
        environment=environment,
        ready_url=f"{reachable_here(settings.host, settings.port)}/healthz",
        log_file=folder / "web.log" if folder else None,
        folder=folder,
    )


def understanding(
    settings: Settings, environment: Mapping[str, str], log_file: Path | None = None
) -> Program:
    """The Rasa server at the configured address, for an address on this machine."""
    host = urlsplit(settings.rasa_url).hostname or "127.0.0.1"
    return Program(
        name="Rasa",
        command=[
            *(sys.executable, "-m", "nlu.environment", "serve"),
            *("--host", host, "--port", str(port_of(settings.rasa_url))),
        ],
        environment=environment,
        ready_url=settings.rasa_url,
        ready_within_s=UNDERSTANDING_READY_S,
        log_file=log_file,
    )
