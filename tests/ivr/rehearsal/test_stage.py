"""A whole line of a rehearsal's own, and the settings it runs with."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from ivr.config import GivenSettings, Settings, read_settings
from ivr.errors import LineNotReady
from ivr.rehearsal.call_record import CallRecords
from ivr.rehearsal.credentials import Credentials
from ivr.rehearsal.expectations import check
from ivr.rehearsal.playing import whole_record
from ivr.rehearsal.ports import free_port, nobody_there
from ivr.rehearsal.running_line import reach
from ivr.rehearsal.stage import LINE_NUMBER, Stage, environment_of, open_line
from ivr.speech.kept_model import keep
from ivr.speech.model import BUNDLED
from telephony.simulator import read
from tests.fakes.processes import descendants

SCRIPT = """
caller: {number: "+15005550103", voice: "en-us+f3"}
turns:
  - hear: "how can I help"
  - press: "1"
  - hear: "where an order is"
  - press: "1"
  - hear: "order number"
  - press: "4521#"
  - hear: "your front door"
  - hear: "have you got it"
  - press: "1"
  - hear: "anything else"
  - hang_up: true
"""
PRESS = '  - press: "4521#"'
KILLED = """
  - fault: kill_web
  - hear: "we lost the line for a moment"
  - hear: "order number"
"""
SPEED = 8.0


def plain(settings: Settings) -> dict[str, object]:
    """Values of settings, secrets in the clear."""
    values = settings.model_dump()
    return {
        name: value.get_secret_value() if isinstance(value, SecretStr) else value
        for name, value in values.items()
    }


class TestEnvironment:
    """The environment that gives a process these settings."""

    def read_back(self, monkeypatch, environment) -> Settings:
        for name in tuple(os.environ):
            if name.startswith("WARMLINE_"):
                monkeypatch.delenv(name)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return read_settings(_env_file=None)

    def test_a_process_reads_the_same_settings_from_it(self, monkeypatch, tmp_path):
        settings = GivenSettings(
            public_origin="https://line.example",
            twilio_auth_token="hush",
            records_key="hush, hush, and hush again",
            data_dir=tmp_path,
            flows_dir=tmp_path,
            timezone="Europe/London",
            port=9001,
            log_level="error",
            backoffice_url="https://orders.example.com",
        )
        read = self.read_back(monkeypatch, environment_of(settings))
        assert plain(read) == plain(settings)

    def test_nothing_else_of_ours_is_in_it(self, monkeypatch):
        monkeypatch.setenv("WARMLINE_BACKOFFICE_URL", "https://orders.example.com")
        monkeypatch.setenv("WARMLINE_TWILIO_AUTH_TOKEN_NEXT", "hush")
        monkeypatch.setenv("WARMLINE_RASA_PYTHON", "/usr/bin/python3.10")
        monkeypatch.setenv("SOMEBODY_ELSES", "stays")
        environment = environment_of(GivenSettings())
        assert "WARMLINE_BACKOFFICE_URL" not in environment
        assert "WARMLINE_TWILIO_AUTH_TOKEN_NEXT" not in environment
        assert environment["WARMLINE_RASA_PYTHON"] == "/usr/bin/python3.10"
        assert environment["SOMEBODY_ELSES"] == "stays"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A line that is open, while the owner's environment holds settings of its own."""
    with pytest.MonkeyPatch.context() as owner:
        owner.setenv("WARMLINE_BACKOFFICE_URL", f"http://127.0.0.1:{free_port()}")
        owner.setenv("WARMLINE_TWILIO_AUTH_TOKEN_NEXT", "the owner's")
        owner.setenv("WARMLINE_VOICE_RATE_WPM", "170")
        owner.setenv("WARMLINE_DATA_DIR", str(tmp_path_factory.mktemp("owner")))
        base = read_settings(_env_file=None)
        keep(base.data_dir, lambda folder: shutil.copytree(BUNDLED, folder, dirs_exist_ok=True))
        rasa_url = f"http://127.0.0.1:{free_port()}"
        with open_line(base, rasa_url, Credentials(), speed=SPEED) as stage:
            yield stage


@pytest.fixture
def script(tmp_path: Path):
    path = tmp_path / "order.yaml"
    path.write_text(SCRIPT)
    return read(path)


def test_of_the_owners_settings_a_few_are_kept(stage):
    assert stage.settings.voice_rate_wpm == 170
    assert stage.settings.speech_model is not None
    assert stage.settings.speech_model.name.startswith("model-")
    assert stage.settings.backoffice_url is None
    assert stage.settings.auth_tokens == (stage.credentials.auth_token,)
    assert stage.settings.data_dir == stage.folder
    assert stage.settings.phone_number == LINE_NUMBER


@pytest.mark.calls
def test_a_call_is_placed_and_its_record_read(stage, script):
    result = stage.network.place_call(script)
    record = whole_record(stage.records, result)
    checks = check({"outcome": "contained", "keyed": ["1", "1", "4521", "1"]}, result, record)
    assert [each for each in checks if not each.passed] == []
    assert [event.at for event in record.events] == sorted(event.at for event in record.events)


@pytest.mark.calls
def test_a_process_that_is_killed_in_mid_call_is_replaced_and_the_call_goes_on(stage, tmp_path):
    path = tmp_path / "killed.yaml"
    path.write_text(SCRIPT.replace(PRESS, KILLED + PRESS))
    before = descendants(stage.web.pid)
    result = stage.network.place_call(read(path))
    record = whole_record(stage.records, result)
    wanted = {"outcome": "contained", "streams": 2}
    assert [each for each in check(wanted, result, record) if not each.passed] == []
    assert descendants(stage.web.pid)[0] == before[0], "the master lives"
    assert descendants(stage.web.pid)[1] not in before, "its worker is a new one"


def test_records_that_are_not_there_are_none(stage):
    assert stage.records.of("CA" + "0" * 32) is None
    assert stage.records.prompt_text("CA" + "0" * 32) == []
    assert CallRecords(stage.settings.public_origin, "a wrong key").of("CA1") is None
    with nobody_there() as address:
        assert CallRecords(address, "key").of("CA1") is None


class TestRunningLine:
    """Phones for a line that runs already."""

    @pytest.mark.calls
    def test_a_call_is_placed_on_it(self, stage, script):
        with reach(stage.settings, stage.settings.public_origin, SPEED) as line:
            result = line.network.place_call(script)
            assert whole_record(line.records, result).outcome == "contained"

    def test_nobody_there(self):
        with (
            nobody_there() as address,
            pytest.raises(LineNotReady, match="No line answers at"),
            reach(GivenSettings(), address, 1.0),
        ):
            pass

    def test_without_its_keys(self, stage):
        with (
            pytest.raises(LineNotReady, match="Set WARMLINE_TWILIO_AUTH_TOKEN"),
            reach(GivenSettings(), stage.settings.public_origin, 1.0),
        ):
            pass
