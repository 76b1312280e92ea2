"""Settings: what each takes, and what is said about one that can't be used."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ivr.config import GivenSettings, Settings, read_settings
from ivr.errors import SettingsInvalid


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"WARMLINE_{name.upper()}", raising=False)


def refusal(name: str, value: object) -> str:
    """What is said about a setting that can't be used."""
    with pytest.raises(SettingsInvalid) as refused:
        read_settings(**{name: value})
    text = str(refused.value)
    assert text.startswith(f"WARMLINE_{name.upper()}: ")
    assert "Value error" not in text
    return text


def test_links_lead_to_the_line_or_to_another_origin():
    assert GivenSettings(public_origin="https://l.example").reset_page == "https://l.example/reset/"
    own = GivenSettings(public_origin="https://l.example", reset_origin="https://shop.example/")
    assert own.reset_page == "https://shop.example/reset/"
    with pytest.raises(ValidationError):
        GivenSettings(reset_origin="http://shop.example")


def test_texts_need_an_account_and_a_number():
    given = {"twilio_account_sid": "AC1", "twilio_auth_token": "t", "phone_number": "+1500"}
    assert GivenSettings(**given).uses_account
    assert not any(GivenSettings(**{**given, name: ""}).uses_account for name in given)


def test_without_a_word_everything_has_a_value():
    settings = read_settings()
    assert settings.stream_url == "wss://127.0.0.1:8080/voice/media"
    assert settings.auth_tokens == ()
    assert settings.database_address == f"sqlite:///{Path('var/warmline.db').resolve()}"


def test_the_environment_and_the_file_are_read(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("WARMLINE_PORT=9001\nWARMLINE_VOICE=en-gb\nUNKNOWN=1\n")
    monkeypatch.setenv("WARMLINE_PORT", "9002")
    monkeypatch.setenv("WARMLINE_PHONE_NUMBER", "")
    settings = read_settings()
    assert (settings.port, settings.voice, settings.phone_number) == (9002, "en-gb", "")
    assert read_settings(port=9003).port == 9003


def test_given_settings_know_nothing_of_the_machine(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("WARMLINE_VOICE=en-gb\n")
    monkeypatch.setenv("WARMLINE_BACKOFFICE_URL", "https://orders.example.com")
    settings = GivenSettings(port=9003)
    assert (settings.voice, settings.backoffice_url, settings.port) == ("en-us", None, 9003)


def test_every_setting_that_is_wrong_is_named(monkeypatch):
    wrong = {
        "PORT": "none",
        "PUBLIC_ORIGIN": "http://line.example.com",
        "TIMEZONE": "Mars/Olympus",
        "SECRET_KEY": "short",
        "FLOWS_DIR": "/nowhere",
        "DATABASE_URL": "mysql://host/name",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(f"WARMLINE_{name}", value)
    with pytest.raises(SettingsInvalid) as refused:
        read_settings()
    lines = str(refused.value).splitlines()
    assert {line.split(":")[0] for line in lines} == {f"WARMLINE_{name}" for name in wrong}


def test_settings_are_frozen():
    settings = read_settings()
    with pytest.raises(ValidationError):
        settings.port = 9000


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://line.example.com", "https://line.example.com"),
        ("https://line.example.com/", "https://line.example.com"),
        ("HTTPS://line.example.com:8443", "https://line.example.com:8443"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost", "http://localhost"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_a_public_origin(given, kept):
    settings = read_settings(public_origin=given)
    assert settings.public_origin == kept
    assert settings.stream_url == f"wss://{kept.split('//')[1]}/voice/media"


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ("line.example.com", "must be an origin such as https://line.example.com"),
        ("ftp://line.example.com", "must be an origin such as"),
        ("https://", "must be an origin such as"),
        ("https://line.example.com/voice", "without a path"),
        ("https://line.example.com?x=1", "without a path"),
        ("https://line.example.com#top", "without a path"),
        ("http://line.example.com", "must begin with https://"),
        ("http://192.0.2.7", "must begin with https://"),
    ],
)
def test_what_is_no_public_origin(origin, said):
    assert said in refusal("public_origin", origin)


def test_a_time_zone():
    assert str(read_settings(timezone="Europe/London").zone) == "Europe/London"
    assert "write one such as Europe/London" in refusal("timezone", "London")


def test_a_secret_key_is_long_and_is_not_repeated_in_the_refusal():
    assert read_settings(secret_key="k" * 32)
    text = refusal("secret_key", "abcdefg")
    assert "at least 32 characters" in text
    assert "abcdefg" not in text


def test_a_records_key_is_long_too():
    assert read_settings(records_key="k" * 16)
    text = refusal("records_key", "abcdefg")
    assert "WARMLINE_RECORDS_KEY: must have at least 16 characters" in text
    assert "abcdefg" not in text


@pytest.mark.parametrize("name", ["flows_dir", "prompts_dir"])
def test_a_folder_has_to_be_there(tmp_path, name):
    assert getattr(read_settings(**{name: tmp_path}), name) == tmp_path
    assert "there is no folder" in refusal(name, tmp_path / "nowhere")


@pytest.mark.parametrize(
    "address", ["sqlite:////tmp/line.db", "postgresql://user@host/name", "postgres://host/name"]
)
def test_a_database(address):
    assert read_settings(database_url=address).database_address == address


@pytest.mark.parametrize("address", ["nonsense", "mysql://host/name", "//host", "postgresql:host"])
def test_what_is_no_database(address):
    assert refusal("database_url", address)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("port", (0, 65536, "http")),
        ("web_processes", (0, 65)),
        ("web_threads", (3, 2001)),
        ("rasa_timeout_ms", (49, 5001)),
        ("voice_rate_wpm", (79, 301)),
        ("log_level", ("loud",)),
        ("log_format", ("xml",)),
    ],
)
def test_values_out_of_range_are_refused(name, values):
    for value in values:
        assert refusal(name, value)


def test_tokens_that_are_set_are_accepted():
    assert read_settings(twilio_auth_token="a").auth_tokens == ("a",)
    both = read_settings(twilio_auth_token="a", twilio_auth_token_next="b")
    assert both.auth_tokens == ("a", "b")


def test_secrets_do_not_show():
    settings = read_settings(
        twilio_auth_token="hushhush", records_key="hushhush" * 2, backoffice_key="hushhush"
    )
    assert "hushhush" not in repr(settings)
