"""What is made sure of before a line starts, so that one message tells what to mend."""

import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from ivr.config import Settings
from ivr.doctor.auth_token import auth_token
from ivr.doctor.data_folder import data_folder
from ivr.doctor.database import database
from ivr.doctor.finding import Finding, ok, problem
from ivr.doctor.voice import voice
from ivr.errors import LineNotReady
from ivr.own_model import renew_for_examples, renew_for_flows
from ivr.processes.addresses import port_of, why_not_free
from ivr.releases.at_start import loaded_at_start
from ivr.speech.kept_model import model_in_use
from ivr.speech.model_folder import ModelFault, check_folder, probe
from ivr.store.failures import DatabaseFailure
from ivr.wiring import prepare_database, secret_key
from nlu.environment import EnvironmentUnusable, RasaProject
from nlu.environment.commands import run
from nlu.environment.installing import is_set_up
from nlu.environment.interpreter import NO_PYTHON, find_uv, wanted_python
from nlu.environment.training import model_is_current


def ready_for_web(settings: Settings) -> None:
    """Make sure of all that the web process needs; the database is brought up to date.

    The bundled speech model is rebuilt where the flows have words that it lacks.

    Raises:
        LineNotReady: names everything that has to be mended.
    """
    checks = (data_folder, auth_token, _speech_model, voice, _flows, _port)
    found = [check(settings) for check in checks]
    _raise_if_any(found)
    renew_for_flows(settings, loaded_at_start(settings).flows)
    try:
        prepare_database(settings)
        secret_key(settings)
    except DatabaseFailure:
        _raise_if_any([database(settings)])
        raise
    except OSError as error:
        what = f"{error.filename} can't be used: {error.strerror}."
        raise LineNotReady(f"{what} See WARMLINE_DATA_DIR.") from None
    _raise_if_any([database(settings)])


def ready_for_rasa(settings: Settings, project: RasaProject | None = None) -> None:
    """Make sure that Rasa's port is free, and that a Python 3.10 is to be had for it.

    The bundled speech model is rebuilt where examples that Rasa is yet to learn have new words.

    Args:
        settings: of a line that runs its own Rasa.
        project: to be served; the line's own by default.

    Raises:
        LineNotReady: what has to be mended.
    """
    host, port = urlsplit(settings.rasa_url).hostname or "127.0.0.1", port_of(settings.rasa_url)
    why = why_not_free(host, port)
    if why:
        raise LineNotReady(
            f"Rasa can't listen on {host}:{port} ({why}). End what listens there, or set "
            "WARMLINE_RASA_URL to another port of this machine. If a Rasa server of yours runs "
            "there already, start the line with --only web."
        )
    project = project or RasaProject()
    if not model_is_current(project):
        renew_for_examples(settings)
    try:
        if not is_set_up(project):
            _try_python(project)
    except EnvironmentUnusable as unusable:
        raise LineNotReady(str(unusable)) from None


def _raise_if_any(findings: list[Finding]) -> None:
    problems = [f"{f.what} {f.remedy}".strip() for f in findings if f.status == "problem"]
    if problems:
        raise LineNotReady("\n".join(problems))


def _speech_model(settings: Settings) -> Finding:
    folder = model_in_use(settings.speech_model, settings.data_dir)
    try:
        check_folder(folder)
        probe(folder)
    except ModelFault as fault:
        return problem(fault.what, fault.remedy)
    return ok("The speech model loads.")


def _flows(settings: Settings) -> Finding:
    try:
        loaded_at_start(settings)
    except LineNotReady as failure:
        return problem(str(failure), "")
    return ok("The flows can be used.")


def _port(settings: Settings) -> Finding:
    why = why_not_free(settings.host, settings.port)
    if why:
        return problem(
            f"The web process can't listen on {settings.host}:{settings.port} ({why}).",
            "End what listens there, or set WARMLINE_HOST and WARMLINE_PORT to another address.",
        )
    return ok("The port is free.")


def _try_python(project: RasaProject) -> None:
    python = wanted_python()
    with tempfile.TemporaryDirectory(prefix="warmline-python-") as folder:
        run(
            [find_uv(), "venv", "--no-project", "--python", python, Path(folder) / "try"],
            folder=project.root,
            variables=project.variables(),
            worth_showing=lambda _line: None,
            remedy=NO_PYTHON,
        )
