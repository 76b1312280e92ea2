"""Checks of speech model, voice, flows, database, back office and Rasa, on the real parts."""

from datetime import date
from pathlib import Path

import pytest

from ivr.backoffice.demo_shop import seed
from ivr.doctor.back_office import back_office
from ivr.doctor.database import database
from ivr.doctor.flows import flows
from ivr.doctor.rasa_environment import rasa_environment
from ivr.doctor.rasa_server import rasa_server
from ivr.doctor.speech_model import speech_model
from ivr.doctor.voice import voice
from ivr.processes.own_rasa import make_token
from ivr.store.database import Database
from ivr.store.migrate import upgrade


def test_the_bundled_model_hears_what_is_said(settings):
    found = speech_model(settings())
    assert (found.status, "'four five one two'" in found.what) == ("ok", True)


def test_a_model_that_is_missing_or_broken(settings, tmp_path: Path):
    assert speech_model(settings(speech_model=tmp_path / "nowhere")).status == "problem"
    found = speech_model(settings(speech_model=tmp_path))
    assert (found.status, "lacks" in found.what) == ("problem", True)
    assert "WARMLINE_SPEECH_MODEL" in found.remedy


def test_voices(settings):
    assert voice(settings(voice="en-gb+f2")).status == "ok"
    found = voice(settings(voice="klingon"))
    assert (found.status, "klingon" in found.what) == ("problem", True)


def test_flows(settings, tmp_path: Path):
    found = flows(settings())
    assert (found.status, "pass every check" in found.what) == ("ok", True)
    (tmp_path / "welcome.yaml").write_text("format: 1\nflow: welcome\ntitel: x\n")
    found = flows(settings(flows_dir=tmp_path))
    assert (found.status, "welcome.yaml:3:" in found.what) == ("problem", True)


def test_database(settings, tmp_path: Path):
    of_line = settings()
    found = database(of_line)
    assert (found.status, "warmline db upgrade" in found.remedy) == ("warning", True)
    assert not (tmp_path / "var").exists()
    upgrade(of_line.database_address)
    assert database(of_line).status == "ok"
    file = tmp_path / "var" / "warmline.db"
    read_only = database(settings(database_url=f"sqlite:///file:{file}?mode=ro&uri=true"))
    assert (read_only.status, "read_only" in read_only.what) == ("problem", True)


def test_an_empty_file_has_no_tables(settings, tmp_path: Path):
    (tmp_path / "empty.db").touch()
    found = database(settings(database_url=f"sqlite:///{tmp_path / 'empty.db'}"))
    assert (found.status, "no tables" in found.what) == ("warning", True)


def test_a_database_that_cannot_be_reached(settings):
    found = database(settings(database_url="postgresql://line:opensesame@127.0.0.1:1/line"))
    assert found.status == "problem"
    assert "opensesame" not in found.what + found.remedy


def test_orders_of_the_database(settings):
    of_line = settings()
    assert back_office(of_line).status == "skipped"
    upgrade(of_line.database_address)
    assert back_office(of_line).status == "warning"
    line = Database(of_line.database_address)
    orders = seed(line, date(2026, 3, 4)).orders
    line.close()
    found = back_office(of_line)
    assert (found.status, f" {orders} orders" in found.what) == ("ok", True)


@pytest.mark.parametrize(
    ("status", "expected", "code"), [(404, "ok", ""), (401, "problem", "refused")]
)
def test_an_order_api(settings, answering, status: int, expected: str, code: str):
    api = answering()
    api.answers["/orders/0000"] = (status, {})
    url = f"http://127.0.0.1:{api.port}"
    found = back_office(settings(backoffice_url=url, backoffice_key="opensesame"))
    assert (found.status, code in found.what) == (expected, True)
    assert api.authorizations == ["Bearer opensesame"]
    assert "opensesame" not in found.what + found.remedy


def test_an_order_api_that_is_away(settings):
    found = back_office(settings(backoffice_url="http://127.0.0.1:1"))
    assert (found.status, "unreachable" in found.what) == ("problem", True)


def test_no_rasa(settings, tmp_path: Path):
    own = rasa_server(settings())
    assert (own.status, "warmline serve" in own.remedy) == ("warning", True)
    remote = rasa_server(settings(rasa_url="http://rasa.invalid:5005"))
    assert (remote.status, "unreachable" in remote.what) == ("problem", True)
    assert rasa_environment(settings(rasa_url="http://rasa.invalid:5005")).status == "skipped"
    assert not (tmp_path / "var").exists()


def test_something_else_in_rasas_place(settings, answering):
    web = answering()
    found = rasa_server(settings(rasa_url=f"http://127.0.0.1:{web.port}"))
    assert (found.status, "error" in found.what) == ("problem", True)


@pytest.mark.rasa
def test_a_rasa_server_and_its_token(settings, rasa_server: object):
    from ivr.doctor.rasa_server import rasa_server as check

    right = settings(rasa_url=rasa_server.url, rasa_token=rasa_server.token)
    found = check(right)
    assert (found.status, "track_order" in found.what) == ("ok", True)
    refused = check(make_token(settings(rasa_url=rasa_server.url)))
    assert (refused.status, "refused" in refused.what) == ("problem", True)
    assert "WARMLINE_RASA_TOKEN" in refused.remedy
    assert rasa_environment(right).status == "ok"
