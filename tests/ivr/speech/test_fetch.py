"""Fetching from a real server on this machine."""

import contextlib
import io
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ivr.speech.catalogue import MODELS, OfficialModel, official
from ivr.speech.fetch import FetchFailed, fetch
from ivr.speech.model import BUNDLED, SpeechModel

SMALL = OfficialModel("vosk-model-test", 10, True, "", "")


class Server:
    """Serves one answer at every path."""

    def __init__(self) -> None:
        self.status, self.body = 200, b""
        self.told: int | None = None
        """Content-Length where it differs from the truth."""
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.path = self.path
                self.send_response(owner.status)
                self.send_header("Content-Length", str(owner.told or len(owner.body)))
                self.end_headers()
                with contextlib.suppress(ConnectionError):
                    self.wfile.write(owner.body)

            def log_message(self, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/models"


@pytest.fixture
def server():
    made = Server()
    thread = threading.Thread(target=made.http.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.http.shutdown()
    made.http.server_close()
    thread.join()


def archive(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    return buffer.getvalue()


def bundled(root: str = SMALL.name) -> dict[str, bytes]:
    return {
        f"{root}/{path.relative_to(BUNDLED)}": path.read_bytes()
        for path in BUNDLED.rglob("*")
        if path.is_file()
    }


def failure(server: Server, folder: Path) -> str:
    with pytest.raises(FetchFailed) as raised:
        fetch(SMALL, folder, base_url=server.url)
    assert list(folder.iterdir()) == []
    return raised.value.code


def test_a_fetched_model_works(server, tmp_path):
    server.body = archive(bundled())
    received: list[tuple[int, int | None]] = []
    place = fetch(
        SMALL, tmp_path / "new", base_url=server.url, progress=lambda *p: received.append(p)
    )
    assert server.path == "/models/vosk-model-test.zip"
    assert received[-1] == (len(server.body), len(server.body))
    assert SpeechModel(place).name == "vosk-model-test"
    assert [path.name for path in place.parent.iterdir()] == ["vosk-model-test"]


def test_what_is_there_stays(server, tmp_path):
    (tmp_path / SMALL.name).mkdir()
    with pytest.raises(FetchFailed) as raised:
        fetch(SMALL, tmp_path, base_url=server.url)
    assert raised.value.code == "exists"


def test_no_way_out(tmp_path):
    with pytest.raises(FetchFailed) as raised:
        fetch(SMALL, tmp_path, base_url="http://127.0.0.1:9/models")
    assert raised.value.code == "unreachable"
    assert "WARMLINE_SPEECH_MODEL" in str(raised.value)


def test_an_answer_cut_short(server, tmp_path):
    server.body = archive(bundled())[:5000]
    server.told = 10_000
    assert failure(server, tmp_path) == "unreachable"


def test_not_found(server, tmp_path):
    server.status = 404
    assert failure(server, tmp_path) == "refused"


@pytest.mark.parametrize("told", [None, 20_000_000])
def test_far_too_large(server, tmp_path, told):
    server.body = bytes(16_000_000) if told is None else b"x"
    server.told = told
    assert failure(server, tmp_path) == "too_large"


def test_no_archive(server, tmp_path):
    server.body = b"<html>welcome to this network</html>"
    assert failure(server, tmp_path) == "bad_archive"


@pytest.mark.parametrize("place", range(1000, 41_000, 4000))
def test_a_damaged_archive(server, tmp_path, place: int):
    content = bytearray(archive(bundled()))
    content[place : place + 2000] = bytes(2000)
    server.body = bytes(content)
    assert failure(server, tmp_path) == "bad_archive"


def test_an_archive_without_a_model(server, tmp_path):
    server.body = archive({f"{SMALL.name}/README": b"hello"})
    assert failure(server, tmp_path) == "bad_archive"


@pytest.mark.parametrize(
    "name", ["../evil", "/tmp/evil", "vosk-model-test/../../evil", "other/evil", "a\\evil"]
)
def test_paths_that_lead_elsewhere(server, tmp_path, name):
    server.body = archive({**bundled(), name: b"evil"})
    assert failure(server, tmp_path) == "bad_archive"


def test_links_are_refused(server, tmp_path):
    buffer = io.BytesIO(archive(bundled()))
    with zipfile.ZipFile(buffer, "a") as zipped:
        link = zipfile.ZipInfo(f"{SMALL.name}/link")
        link.external_attr = 0o120777 << 16
        zipped.writestr(link, "/etc/passwd")
    server.body = buffer.getvalue()
    assert failure(server, tmp_path) == "bad_archive"


def test_an_archive_that_swells(server, tmp_path):
    server.body = archive({**bundled(), f"{SMALL.name}/zeros": bytes(61_000_000)})
    assert failure(server, tmp_path) == "too_large"


def test_a_disk_that_takes_nothing(server, tmp_path):
    file = tmp_path / "file"
    file.write_text("no folder")
    with pytest.raises(FetchFailed) as raised:
        fetch(SMALL, file / "models", base_url=server.url)
    assert raised.value.code == "disk"


def test_the_catalogue():
    assert official("vosk-model-small-en-us-0.15") in MODELS
    assert official("vosk-model-of-my-dreams") is None
    for model in MODELS:
        assert model.url() == f"https://alphacephei.com/vosk/models/{model.name}.zip"
        assert model.megabytes > 0
        assert model.licence == "Apache-2.0"
