"""Whether the line runs its own Rasa, and its token."""

from pathlib import Path

import pytest

from ivr.config import Settings
from ivr.processes.own_rasa import is_own, make_token, with_token


def settings(folder: Path, **more: object) -> Settings:
    return Settings(_env_file=None, data_dir=folder, **more)


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("http://127.0.0.1:5005", True),
        ("http://localhost:5005", True),
        ("http://[::1]:5005", True),
        ("http://nlu:5005", False),
        ("https://127.0.0.1:5005", False),
        ("http://10.0.0.7:5005", False),
    ],
)
def test_own_and_others(tmp_path: Path, url: str, own: bool):
    assert is_own(settings(tmp_path, rasa_url=url)) is own


def test_a_token_is_made_once_and_found_again(tmp_path: Path):
    plain = settings(tmp_path)
    assert with_token(plain) is plain
    assert list(tmp_path.iterdir()) == []
    made = make_token(plain).rasa_token.get_secret_value()
    assert len(made) >= 48
    assert with_token(plain).rasa_token.get_secret_value() == made
    assert make_token(plain).rasa_token.get_secret_value() == made


def test_a_token_that_is_set_stays(tmp_path: Path):
    make_token(settings(tmp_path))
    named = settings(tmp_path, rasa_token="a token of mine")
    assert with_token(named) is named
    assert make_token(named) is named


def test_the_token_is_not_for_others_servers(tmp_path: Path):
    make_token(settings(tmp_path))
    remote = settings(tmp_path, rasa_url="http://nlu:5005")
    assert with_token(remote) is remote
