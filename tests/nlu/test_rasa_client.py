"""The client against servers that misbehave, over real sockets."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from nlu.breaker import CircuitBreaker
from nlu.rasa_client import LONGEST_TEXT, RasaAway, RasaClient

GOOD = b'{"intent_ranking": [{"name": "affirm", "confidence": 0.9}], "entities": []}'

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def server(answer: Answer) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.body = self.rfile.read(int(self.headers["Content-Length"]))
            answer(self)

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{http.server_address[1]}"
    finally:
        http.shutdown()
        http.server_close()


def replying(status: int, body: bytes) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer


def away(client: RasaClient, text: str = "yes") -> str:
    with pytest.raises(RasaAway) as caught:
        client.understand(text)
    return caught.value.code


def test_a_good_answer() -> None:
    with server(replying(200, GOOD)) as url, RasaClient(url) as client:
        understanding = client.understand("yes")
    assert (understanding.intent, understanding.confidence) == ("affirm", 0.9)
    assert understanding.source == "rasa"


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (200, b"<html>It works!</html>", "nonsense"),
        (200, b"", "nonsense"),
        (200, b"[]", "nonsense"),
        (200, b'{"intent": 42, "entities": "none"}', "nonsense"),
        (200, b'{"intent": {"name": "affirm", "confidence": "very"}}', "nonsense"),
        (200, b'{"intent": {"name": "affirm", "confidence": NaN}}', "nonsense"),
        (200, b"[" * 100_000, "nonsense"),
        (200, b" " * 300_000 + GOOD, "nonsense"),
        (500, b"{}", "error"),
        (401, b"{}", "refused"),
        (302, b"", "refused"),
    ],
)
def test_a_useless_answer(status: int, body: bytes, code: str) -> None:
    with server(replying(status, body)) as url, RasaClient(url, timeout_s=5.0) as client:
        assert away(client) == code


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with RasaClient(f"http://127.0.0.1:{taken.getsockname()[1]}") as client:
            assert away(client) == "unreachable"


def test_the_line_is_cut_in_mid_answer() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(GOOD)

    with server(answer) as url, RasaClient(url) as client:
        assert away(client) == "unreachable"


def test_no_answer_in_time() -> None:
    released = threading.Event()
    with (
        server(lambda _: released.wait(10) and None) as url,
        RasaClient(url, timeout_s=0.05) as client,
    ):
        assert away(client) == "slow"
        released.set()


def test_an_answer_that_trickles_is_given_up() -> None:
    given_up = threading.Event()

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100000")
        request.end_headers()
        for _ in range(1000):
            request.wfile.write(b" ")
            request.wfile.flush()
            if given_up.wait(0.02):
                return

    with server(answer) as url, RasaClient(url, timeout_s=0.2) as client:
        assert away(client) == "slow"
        given_up.set()


def test_one_too_many_at_once_is_turned_away() -> None:
    asked, released = threading.Event(), threading.Event()

    def answer(request: BaseHTTPRequestHandler) -> None:
        asked.set()
        released.wait(10)
        replying(200, GOOD)(request)

    with server(answer) as url, RasaClient(url, timeout_s=10.0, max_in_flight=1) as client:
        first = threading.Thread(target=client.understand, args=("yes",))
        first.start()
        assert asked.wait(10)
        assert away(client) == "busy"
        released.set()
        first.join()
        assert client.understand("yes").intent == "affirm"


def test_after_failures_in_a_row_it_rests_and_comes_back() -> None:
    now = [0.0]
    replies = iter([(500, b"{}")] * 2 + [(200, GOOD)] * 2)
    asked = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        asked.append(request)
        replying(*next(replies))(request)

    breaker = CircuitBreaker(failures=2, rest_s=5.0, clock=lambda: now[0])
    with server(answer) as url, RasaClient(url, timeout_s=5.0, breaker=breaker) as client:
        codes = [away(client), away(client), away(client)]
        assert (codes, client.resting, len(asked)) == (["error", "error", "resting"], True, 2)
        now[0] = 5.0
        assert client.understand("yes").intent == "affirm"
        assert not client.resting


def test_what_is_sent() -> None:
    sent: list[tuple[str, bytes]] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        sent.append((request.path, request.body))  # type: ignore[attr-defined]
        replying(200, GOOD)(request)

    with server(answer) as url, RasaClient(url, token="t k") as client:
        client.understand("/affirm")
        client.understand("lone \ud800 surrogate")
        client.understand("x" * 5000)
        assert client.understand(" / ").intent == "out_of_scope"
    assert [path for path, _ in sent] == ["/model/parse?token=t+k"] * 3
    assert sent[0][1] == b'{"text":"affirm"}'
    assert sent[1][1] == b'{"text":"lone ? surrogate"}'
    assert len(sent[2][1]) == LONGEST_TEXT + len(b'{"text":""}')
