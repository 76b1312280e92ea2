"""Checks of settings, secrets, data folder and limits."""

import resource
from pathlib import Path

import pytest

from ivr.doctor.auth_token import auth_token
from ivr.doctor.data_folder import data_folder
from ivr.doctor.limits import limits
from ivr.doctor.own_secrets import own_secrets
from ivr.doctor.setting_names import setting_names
from ivr.kept_secret import kept_secret


def test_a_setting_with_a_typo(settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    assert setting_names(settings()).status == "ok"
    (tmp_path / ".env").write_text("WARMLINE_PUBLC_ORIGIN=https://line.example.com\nOTHER=1\n")
    found = setting_names(settings())
    assert found.status == "warning"
    assert "WARMLINE_PUBLC_ORIGIN" in found.what
    assert "Did you mean 'WARMLINE_PUBLIC_ORIGIN'?" in found.remedy
    assert "line.example.com" not in found.what + found.remedy


def test_the_interpreter_for_rasa_is_a_setting(settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WARMLINE_RASA_PYTHON", "/usr/bin/python3.10")
    assert "WARMLINE_RASA_PYTHON" not in setting_names(settings()).what


@pytest.mark.parametrize(
    ("token", "status"), [("", "problem"), ("short", "warning"), ("0123456789abcdef" * 2, "ok")]
)
def test_auth_token(settings, token: str, status: str):
    found = auth_token(settings(twilio_auth_token=token))
    assert found.status == status
    assert token == "" or token not in found.what + found.remedy


def test_weak_secrets_are_named_and_not_shown(settings):
    weak = {"records_key": "opensesame" * 2, "rasa_token": "a" * 40, "secret_key": "ab" * 20}
    found = own_secrets(settings(**weak))
    assert found.status == "warning"
    for name, value in weak.items():
        assert f"WARMLINE_{name.upper()}" in found.what
        assert value not in found.what + found.remedy


def test_strong_secrets(settings, tmp_path: Path):
    kept_secret(tmp_path / "var" / "secret.key")
    assert own_secrets(settings(records_key="Zb1-6hQxTt_w0Rm3Yk5vLq")).status == "ok"
    assert "WARMLINE_RECORDS_KEY" in own_secrets(settings()).what


def test_a_secret_others_can_read(settings, tmp_path: Path):
    kept_secret(tmp_path / "var" / "secret.key")
    (tmp_path / "var" / "secret.key").chmod(0o644)
    found = own_secrets(settings())
    assert (found.status, "chmod 600" in found.remedy) == ("warning", True)


def test_the_data_folder_is_looked_at_and_not_made(settings, tmp_path: Path):
    found = data_folder(settings())
    assert (found.status, "can be made" in found.what) == ("ok", True)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "var").mkdir()
    assert "can be written" in data_folder(settings()).what
    assert list((tmp_path / "var").iterdir()) == []


def test_a_data_folder_that_cannot_be(settings, tmp_path: Path):
    (tmp_path / "file").write_text("")
    found = data_folder(settings(data_dir=tmp_path / "file" / "var"))
    assert (found.status, "WARMLINE_DATA_DIR" in found.remedy) == ("problem", True)


def test_limits(settings):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (400, hard))
    try:
        assert limits(settings(web_threads=20)).status == "ok"
        found = limits(settings(web_threads=2000))
        assert (found.status, "400 open files" in found.what) == ("warning", True)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert limits(settings(web_processes=64, web_threads=4)).status == "warning"
