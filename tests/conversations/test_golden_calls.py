"""Every scripted call of this folder, with real audio, on a line of its own or a shared one."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ivr.backoffice.demo_customers import DEMO_CUSTOMERS
from ivr.config import read_settings
from ivr.rehearsal.credentials import Credentials
from ivr.rehearsal.playing import Ground, Kept, Pace, play_all
from ivr.rehearsal.scripts import plan
from tests.fakes.secret_search import found_in, secrets_of

SCRIPTS = sorted(Path(__file__).parent.glob("*.yaml"))
PACE = Pace(speed=4.0, at_once=4, lines=3)

pytestmark = [pytest.mark.calls, pytest.mark.rasa, pytest.mark.timeout(1500)]


@dataclass(frozen=True)
class Played:
    """What came of the calls, and what their lines left behind."""

    lines: Path
    """The lines' own folders, after they closed."""
    reports: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By the name of the script."""
    texts: list[str] = field(default_factory=list)
    """Every text message that was delivered."""


@pytest.fixture(scope="module")
def played(
    request: pytest.FixtureRequest, rasa_server: Any, tmp_path_factory: pytest.TempPathFactory
) -> Played:
    """The calls that this run asks for."""
    wanted = {
        item.callspec.params["script"]
        for item in request.session.items
        if item.module is request.module and hasattr(item, "callspec")
    }
    played = Played(tmp_path_factory.mktemp("lines"))
    credentials = Credentials(rasa_token=rasa_server.token)
    ground = Ground(read_settings(_env_file=None), rasa_server.url, credentials)
    kept = Kept(lines=played.lines, on_text=played.texts.append)
    for report in play_all(plan(sorted(wanted)), ground, PACE, kept):
        played.reports[report["script"]] = report
    return played


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_golden_call(script: Path, played: Played) -> None:
    report = played.reports[script.name]
    failed = [check for check in report["checks"] if not check["passed"]]
    assert not failed, f"{failed}\n{report['turns']}\n{report['faults']}"


def test_no_secret_is_left_on_any_line(played: Played) -> None:
    """Neither PINs nor what text messages brought: not in databases, logs, spills or caches."""
    pins = {each.pin for each in DEMO_CUSTOMERS if each.pin}
    assert pins
    texting = [path for path in SCRIPTS if path.name in played.reports and sends_text(path)]
    brought = [secrets_of([text]) for text in played.texts]
    assert len(brought) >= len(texting)
    assert all(brought)
    assert bool(list(played.lines.rglob("warmline.db"))) == bool(played.reports)
    assert found_in(played.lines, pins.union(*brought)) == []


def sends_text(script: Path) -> bool:
    """Whether a script expects a text message."""
    return " sms:" in script.read_text()


def test_some_scripts_expect_text_messages() -> None:
    assert sum(map(sends_text, SCRIPTS)) >= 3


def test_there_are_at_least_twenty_and_faults_among_them() -> None:
    assert len(SCRIPTS) >= 20
    assert sum(path.name.startswith("fault_") for path in SCRIPTS) >= 5
