import pytest

from telephony.simulator.origins import NotReachable, Origins

ORIGINS = Origins("https://line.example", "http://127.0.0.1:5000")


def test_the_public_origin_is_reached_on_loopback() -> None:
    reached = ORIGINS.http("https://line.example/voice/incoming?x=%20y")
    assert reached.url == "http://127.0.0.1:5000/voice/incoming?x=%20y"
    assert reached.host == "line.example"
    assert ORIGINS.websocket("wss://line.example/media").url == "ws://127.0.0.1:5000/media"
    assert ORIGINS.http("https://line.example").url == "http://127.0.0.1:5000/"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://elsewhere.example/voice", 11210),
        ("https://line.example.evil.example/voice", 11210),
        ("https://line.example:8443/voice", 11210),
        ("/voice", 11100),
        ("ftp://line.example/voice", 11100),
        ("https://[broken/voice", 11100),
    ],
)
def test_nothing_else_is_called(url: str, code: int) -> None:
    with pytest.raises(NotReachable) as refused:
        ORIGINS.http(url)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("url", "code"),
    [("https://line.example/media", 31922), ("wss://line.example/media?a=b", 31920)],
)
def test_a_stream_needs_wss_without_a_query(url: str, code: int) -> None:
    with pytest.raises(NotReachable) as refused:
        ORIGINS.websocket(url)
    assert refused.value.code == code
