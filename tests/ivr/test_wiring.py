"""The parts of a line, and what is said about one that can't start."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields

import pytest

from ivr.backoffice.http import HttpBackOffice
from ivr.backoffice.sql import SqlBackOffice
from ivr.errors import LineNotReady
from ivr.speech.model import BUNDLED
from ivr.wiring import prepare_database, recognisers_of, secret_key, wire
from telephony.mulaw import SAMPLE_RATE
from tests.fakes.shop_line import settings_in


def test_a_line_has_every_part(shop_line):
    assert all(getattr(shop_line, each.name) is not None for each in fields(shop_line))
    assert isinstance(shop_line.back_office, SqlBackOffice)
    assert str(shop_line.timezone) == "UTC"


def test_the_line_can_speak_hear_understand_and_find(shop_line):
    prompt = shop_line.voice.render("How can I help?")
    assert len(prompt.phrases[0].mulaw) > SAMPLE_RATE // 2
    pool = shop_line.recognisers.pool()
    pool.give_back(pool.borrow())
    assert shop_line.understander.understand("i want a person").intent == "speak_to_human"
    assert shop_line.back_office.order("4512").state == "shipped"


def test_a_company_of_its_own_is_reached_over_http(tmp_path):
    settings = settings_in(tmp_path, backoffice_url="https://orders.example.com")
    prepare_database(settings)
    line = wire(settings)
    assert isinstance(line.back_office, HttpBackOffice)
    line.database.close()


class TestNotReady:
    """What can't start says which part it is, and what to mend."""

    def test_an_unknown_voice(self, tmp_path):
        settings = settings_in(tmp_path, voice="klingon")
        prepare_database(settings)
        with pytest.raises(LineNotReady, match=r"The line has no voice: .*klingon"):
            wire(settings)

    def test_a_speech_model_that_is_not_there(self, tmp_path):
        with pytest.raises(LineNotReady, match="nowhere"):
            recognisers_of(settings_in(tmp_path, speech_model=tmp_path / "nowhere"))

    def test_a_speech_model_that_is_broken(self, tmp_path):
        model = shutil.copytree(BUNDLED, tmp_path / "model")
        (model / "am" / "final.mdl").write_bytes(b"no model")
        with pytest.raises(LineNotReady):
            recognisers_of(settings_in(tmp_path, speech_model=model))


class TestSecretKey:
    def test_a_configured_one_is_taken(self, tmp_path):
        assert secret_key(settings_in(tmp_path, secret_key="k" * 40)) == "k" * 40
        assert list(tmp_path.iterdir()) == []

    def test_one_is_made_once_and_kept_from_others(self, tmp_path):
        settings = settings_in(tmp_path / "var")
        secret = secret_key(settings)
        assert len(secret) >= 32
        assert secret_key(settings) == secret
        (file,) = (tmp_path / "var").iterdir()
        assert file.stat().st_mode & 0o077 == 0

    def test_all_who_ask_at_once_get_the_same(self, tmp_path):
        settings = settings_in(tmp_path)
        with ThreadPoolExecutor(16) as pool:
            secrets = set(pool.map(lambda _: secret_key(settings), range(64)))
        assert len(secrets) == 1
        assert len(secrets.pop()) >= 32
