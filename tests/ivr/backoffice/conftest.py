"""A database with the demo shop, and a company's order API on loopback."""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ivr.backoffice.demo_shop import seed
from ivr.store.database import Database
from ivr.store.migrate import upgrade

TODAY = date(2026, 3, 4)


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    address = f"sqlite:///{tmp_path / 'line.db'}"
    upgrade(address)
    database = Database(address, wait_s=0.1)
    yield database
    database.close()


@pytest.fixture
def shop(database: Database) -> Database:
    seed(database, TODAY)
    return database


@dataclass
class OrderApi:
    """What the API answers next, and what it was asked."""

    url: str
    status: int = 200
    body: bytes = b"{}"
    wait_s: float = 0.0
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    def answer(self, document: object, status: int = 200) -> None:
        self.status, self.body = status, json.dumps(document).encode()


@pytest.fixture
def order_api() -> Iterator[OrderApi]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            content = self.rfile.read(length)
            api.asked.append((self.command, self.path, dict(self.headers), content))
            time.sleep(api.wait_s)
            self.send_response(api.status)
            self.end_headers()
            with contextlib.suppress(BrokenPipeError):
                self.wfile.write(api.body)

        do_POST = do_PUT = do_GET  # noqa: N815

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    api = OrderApi(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield api
    server.shutdown()
    server.server_close()
