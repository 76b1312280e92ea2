"""The simulator for code that is not asynchronous, and as a process of its own."""

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from telephony.simulator import NumberSettings, SimulatorSettings, SimulatorThread, parse

ORIGIN = "https://line.example"


class Greets(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = b"<Response><Say>Good evening.</Say></Response>"
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def line() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Greets)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_several_calls_at_once(line, synthesiser) -> None:
    settings = SimulatorSettings(
        account_sid="AC" + "0" * 32,
        auth_token="t",
        public_origin=ORIGIN,
        reachable_at=line,
        numbers={"+15005550100": NumberSettings(f"{ORIGIN}/voice")},
        speed=10.0,
    )
    script = parse("turns: [{say: 'hello'}, {hear: 'good evening'}]")
    with SimulatorThread(settings, synthesiser=synthesiser) as simulator:
        placed = [simulator.submit(script) for _ in range(20)]
        results = [future.result(60) for future in placed]
        assert simulator.place_call(script).error is None
    assert [result.error for result in results] == [None] * 20
    assert len({result.call_sid for result in results}) == 20


def test_as_a_process(line) -> None:
    command = [sys.executable, "-m", "telephony.simulator", "--port", "0"]
    command += ["--public-origin", ORIGIN, "--reachable-at", line]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        with urllib.request.urlopen(ready["phone"]) as answer:
            assert b"Softphone" in answer.read()
        assert ready["account_sid"].startswith("AC")
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
