"""Makes Rasa's environment from its locked requirements."""

import shutil
import time

from nlu.environment.commands import run, say
from nlu.environment.interpreter import NO_PYTHON, find_uv, wanted_python
from nlu.environment.project import RasaProject

_CHATTER = ("+", "-", "~", "Using", "Creating", "Activate", "Resolved", "Audited")


def is_set_up(project: RasaProject) -> bool:
    """Whether the environment is there and made from the lock as it is now."""
    return (
        project.python.exists()
        and project.stamp.exists()
        and project.stamp.read_text() == project.lock_fingerprint()
    )


def set_up(project: RasaProject, uv: str | None = None) -> None:
    """Makes the environment unless it is up to date; hashes are checked, bytecode is compiled.

    Args:
        project: where.
        uv: the uv program; searched for by default.

    Raises:
        EnvironmentUnusable: no uv, no Python 3.10, or packages could not be installed.
    """
    if is_set_up(project):
        return
    with project.alone():
        if not is_set_up(project):
            _make(project, find_uv(uv))


def _make(project: RasaProject, uv: str) -> None:
    began = time.monotonic()
    python = wanted_python()
    say("making Rasa's environment (Python 3.10, about 450 MB to fetch)")
    shutil.rmtree(project.venv, ignore_errors=True)
    variables = {k: v for k, v in project.variables().items() if k != "VIRTUAL_ENV"}
    run(
        [uv, "venv", "--no-project", "--python", python, project.venv],
        folder=project.root,
        variables=variables,
        worth_showing=_worth_showing,
        remedy=NO_PYTHON,
    )
    run(
        [
            *(uv, "pip", "sync", "--require-hashes", "--compile-bytecode"),
            *("--python", project.python, project.lock),
        ],
        folder=project.root,
        variables=variables,
        worth_showing=_worth_showing,
        remedy="Check the connection to the package index, then run the same command again.",
    )
    project.stamp.write_text(project.lock_fingerprint())
    say(f"Rasa's environment is ready after {time.monotonic() - began:.0f} s")


def _worth_showing(line: str) -> str | None:
    words = line.strip()
    return words if words and not words.startswith(_CHATTER) else None
