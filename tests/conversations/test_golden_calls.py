"""Every scripted call of this folder, with real audio, on a line of its own or a shared one."""

from pathlib import Path
from typing import Any

import pytest

from ivr.config import read_settings
from ivr.rehearsal.credentials import Credentials
from ivr.rehearsal.scripts import Pace, plan, play_all

SCRIPTS = sorted(Path(__file__).parent.glob("*.yaml"))
PACE = Pace(speed=4.0, at_once=3)

pytestmark = [pytest.mark.calls, pytest.mark.rasa, pytest.mark.timeout(1500)]


@pytest.fixture(scope="module")
def reports(request: pytest.FixtureRequest, rasa_server: Any) -> dict[str, dict[str, Any]]:
    """What came of the calls that this run asks for, by the name of their script."""
    wanted = {
        item.callspec.params["script"]
        for item in request.session.items
        if item.module is request.module and hasattr(item, "callspec")
    }
    calls = plan(sorted(wanted))
    settings = read_settings(_env_file=None)
    credentials = Credentials(rasa_token=rasa_server.token)
    played = play_all(calls, settings, rasa_server.url, credentials, PACE)
    return {report["script"]: report for report in played}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_golden_call(script: Path, reports: dict[str, dict[str, Any]]) -> None:
    report = reports[script.name]
    failed = [check for check in report["checks"] if not check["passed"]]
    assert not failed, f"{failed}\n{report['turns']}\n{report['faults']}"


def test_there_are_at_least_twenty_and_faults_among_them() -> None:
    assert len(SCRIPTS) >= 20
    assert sum(path.name.startswith("fault_") for path in SCRIPTS) >= 5
