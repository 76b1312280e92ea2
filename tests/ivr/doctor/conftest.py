"""Settings to examine, and servers on loopback in the place of others'."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ivr.config import Settings
from tests.rasa_server import free_port

AUTH_TOKEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., Settings]:
    """Makes settings: a data folder and an auth token, nothing listening anywhere."""

    def settings(**more: object) -> Settings:
        own = {
            "data_dir": tmp_path / "var",
            "twilio_auth_token": AUTH_TOKEN,
            "rasa_url": f"http://127.0.0.1:{free_port()}",
            "port": free_port(),
        }
        return Settings(_env_file=None, **(own | more))

    return settings


@dataclass
class Answering:
    """A server that answers by path, and what it was asked."""

    port: int
    answers: dict[str, tuple[int, object]] = field(default_factory=dict)
    """Status and JSON document, or address to redirect to, by path without query."""
    authorizations: list[str] = field(default_factory=list)


@pytest.fixture
def answering() -> Iterator[Callable[..., Answering]]:
    """Starts servers, with TLS where a context is given."""
    servers = []

    def answering(tls: ssl.SSLContext | None = None) -> Answering:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                made.authorizations.append(self.headers.get("Authorization", ""))
                status, body = made.answers.get(self.path.partition("?")[0], (404, {}))
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", str(body))
                content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        made = Answering(server.server_address[1])
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return made

    yield answering
    for server in servers:
        server.shutdown()
        server.server_close()
