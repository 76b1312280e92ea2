"""`python -m ivr.processes.new_words`: new words of the flows, built into the speech model."""

import os
import subprocess
import sys

import structlog

from ivr.config import Settings, read_settings
from ivr.logs import set_up_logs
from ivr.own_model import renew_for_flows
from ivr.releases.parts import release_parts
from ivr.releases.preparing import to_be_ready
from ivr.releases.releases import Releases
from ivr.speech.kept_model import model_in_use
from ivr.store.database import Database
from ivr.store.recorder import utc_now

_NICENESS = 10
"""Calls go first."""
_WITHIN_S = 300
log = structlog.get_logger()


def renew_beside_calls() -> None:
    """Have a process of its own do it, so that no call waits; a failure is logged."""
    command = [sys.executable, "-m", "ivr.processes.new_words"]
    try:
        ended = subprocess.run(command, check=False, timeout=_WITHIN_S)
    except (OSError, subprocess.TimeoutExpired) as failure:
        log.warning("new_words_not_built", why=str(failure))
        return
    if ended.returncode:
        log.warning("new_words_not_built", status=ended.returncode)


def renew(settings: Settings) -> None:
    """Rebuild the speech model where a version that stands or waits has words that it lacks.

    Raises:
        DatabaseFailure: the database is away.
        LineNotReady: nothing was ever live.
    """
    database = Database(settings.database_address)
    try:
        releases = Releases(database, None, utc_now)
        releases.look()
        model = model_in_use(settings.speech_model, settings.data_dir)
        parts = release_parts(database, releases, lambda: model, utc_now)
        renew_for_flows(settings, *(each.flows for each in to_be_ready(parts)))
    finally:
        database.close()


if __name__ == "__main__":
    os.nice(_NICENESS)
    settings = read_settings()
    set_up_logs(settings)
    renew(settings)
