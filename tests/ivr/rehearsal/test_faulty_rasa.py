"""A server in Rasa's place, seen through the line's own client."""

import pytest

from ivr.rehearsal.faulty_rasa import NONSENSE, faulty_rasa
from nlu.rasa_client import RasaAway, RasaClient
from nlu.understander import Understander


def ask(url: str, times: int) -> list[str]:
    """Why each question got no answer."""
    codes = []
    for _ in range(times):
        with RasaClient(url, timeout_s=0.3) as client, pytest.raises(RasaAway) as away:
            client.understand("where is my order")
        codes.append(away.value.code)
    return codes


def test_a_slow_one_is_slow():
    with faulty_rasa("slow") as url:
        assert ask(url, 1) == ["slow"]


def test_every_nonsense_is_taken_for_what_it_is():
    with faulty_rasa("nonsense") as url:
        codes = ask(url, len(NONSENSE))
    assert set(codes) == {"nonsense", "error"}
    assert codes.count("error") == 1


def test_whoever_stops_waiting_breaks_nothing(capfd):
    with faulty_rasa("slow") as url:
        ask(url, 3)
        assert Understander(RasaClient(url, timeout_s=10)).understand("yes").source == "keywords"
    assert "Traceback" not in capfd.readouterr().err
