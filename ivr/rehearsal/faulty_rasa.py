"""A server in Rasa's place that is slow or answers nonsense, to rehearse those faults."""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

Misbehaviour = Literal["slow", "nonsense"]

SLOW_S = 3.0
NONSENSE = (
    (200, b"<html><title>It works!</title></html>"),
    (200, b'{"intent": 42, "entities": "none"}'),
    (500, b'{"status": "failure"}'),
    (200, b""),
    (200, b'{"intent": {"name": "track_order", "confidence": "very"}, "entities": [{}]}'),
)


@contextmanager
def faulty_rasa(misbehaviour: Misbehaviour) -> Iterator[str]:
    """Serve on loopback while the context lasts; gives the address."""
    answers = itertools.cycle(NONSENSE)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if misbehaviour == "slow":
                time.sleep(SLOW_S)
            status, body = next(answers)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(ConnectionError):  # who asked may have stopped waiting
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
