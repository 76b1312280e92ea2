"""Addresses of this machine."""

import socket

import httpx
import pytest

from ivr.processes.addresses import (
    bracketed,
    is_loopback,
    port_of,
    reachable_here,
    why_not_free,
)
from tests.rasa_server import free_port

ANY = "0.0.0.0"  # noqa: S104


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        (ANY, "http://127.0.0.1:80"),
        ("::", "http://[::1]:80"),
        ("2001:db8::1", "http://[2001:db8::1]:80"),
        ("line.example.com", "http://line.example.com:80"),
    ],
)
def test_where_this_machine_reaches_a_listener(host: str, origin: str):
    assert reachable_here(host, 80) == origin
    assert httpx.URL(origin).port in (80, None)


def test_brackets():
    assert (bracketed("::1"), bracketed("127.0.0.1")) == ("[::1]", "127.0.0.1")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.0.1", "::1"])
def test_loopback(host: str):
    assert is_loopback(host)


@pytest.mark.parametrize("host", [None, "", "nlu", ANY, "10.0.0.1", "localhost.example.com"])
def test_other_hosts(host: str | None):
    assert not is_loopback(host)


def test_ports():
    assert port_of("http://nlu:5005") == 5005
    assert (port_of("http://nlu"), port_of("https://nlu")) == (80, 443)


def test_free_and_taken_ports():
    assert why_not_free("127.0.0.1", free_port()) is None
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert why_not_free("127.0.0.1", taken.getsockname()[1]) == "Address already in use"
    assert why_not_free("192.0.2.1", free_port())
    assert why_not_free("no.such.host.invalid", free_port())
