"""Every scripted call of this folder, with real audio, on a line of its own or a shared one."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

import flows
from ivr.backoffice.demo_customers import DEMO_CUSTOMERS
from ivr.config import read_settings
from ivr.rehearsal.credentials import Credentials
from ivr.rehearsal.playing import Ground, Kept, Pace, play_all
from ivr.rehearsal.scripts import plan
from telephony.simulator.matching import contains
from tests.fakes.secret_search import found_in, secrets_of

SCRIPTS = sorted(Path(__file__).parent.glob("*.yaml"))
LIBRARY = sorted((Path(flows.__file__).parent / "library").glob("*.yaml"))
CODE = "{code}"
"""Stands in a script for the code of the text that was delivered."""
LINK = "/reset/"
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
    texts = {p: p.read_text(encoding="utf-8") for p in SCRIPTS if p.name in played.reports}
    brought = [secrets_of([text]) for text in played.texts]
    assert len(brought) >= sum(map(sends_text, texts))
    assert all(brought)
    secrets = set().union(*brought)
    if any(CODE in text for text in texts.values()):
        assert any(map(str.isdigit, secrets))
    if any(LINK in text for text in texts.values()):
        assert any(LINK in secret for secret in secrets)
    assert bool(list(played.lines.rglob("warmline.db"))) == bool(played.reports)
    assert found_in(played.lines, pins | secrets) == []


def sends_text(script: Path) -> bool:
    """Whether a script expects a text message."""
    return " sms:" in script.read_text(encoding="utf-8")


def test_some_scripts_expect_text_messages() -> None:
    assert sum(map(sends_text, SCRIPTS)) >= 3


def test_there_are_enough_with_faults_and_secrets_among_them() -> None:
    assert len(SCRIPTS) >= 60
    assert sum(path.name.startswith("fault_") for path in SCRIPTS) >= 10
    scripts = [path.read_text(encoding="utf-8") for path in SCRIPTS]
    assert any(CODE in script for script in scripts)
    assert any(LINK in script for script in scripts)
    assert any(f"{each.pin}#" in script for script in scripts for each in DEMO_CUSTOMERS)


def test_every_flow_has_a_call() -> None:
    """Matters by what a script expects; other flows by a prompt heard that no other flow has."""
    read = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in LIBRARY]
    library = {each["flow"]: each for each in read if "flow" in each}
    scripts = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in SCRIPTS]
    heard = {turn["hear"] for script in scripts for turn in script["turns"] if "hear" in turn}
    heard.update(words for script in scripts for words in script["expect"].get("heard", []))
    reached = {intent for script in scripts for intent in intents_of(script["expect"])}
    for phrase in heard:
        having = [name for name, flow in library.items() if contains(str(flow["steps"]), phrase)]
        if len(having) == 1 and "intents" not in library[having[0]]:
            reached.add(having[0])
    wanted = {name for flow in library.values() for name in flow.get("intents", [flow["flow"]])}
    assert len(wanted) >= len(library) > 0
    assert wanted - reached == set()


def intents_of(expected: dict[str, Any]) -> list[str]:
    """The matters that a script expects to be begun or settled."""
    return [*expected.get("settled", []), *([expected["intent"]] if "intent" in expected else [])]
