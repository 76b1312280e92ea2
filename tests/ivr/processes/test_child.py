"""A program that is kept running, as a real process."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ivr.errors import LineNotReady
from ivr.processes.child import Child, Program, answers
from ivr.rehearsal.ports import free_port, nobody_there
from tests.fakes.processes import descendants, eventually, is_running

SERVER = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(sys.argv[2]))
        self.end_headers()
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
CRASHER = "import sys; print('no such flag: --sail', file=sys.stderr); sys.exit(2)"


@pytest.fixture
def child_of(tmp_path: Path) -> Iterator[Callable[..., Child]]:
    """Makes children; they are stopped at the end."""
    children: list[Child] = []

    def child_of(code: str, status: int = 200, within_s: float = 60.0) -> Child:
        port = free_port()
        program = Program(
            name="The server",
            command=[sys.executable, "-c", code, str(port), str(status)],
            environment=dict(os.environ),
            ready_url=f"http://127.0.0.1:{port}/healthz",
            ready_within_s=within_s,
            log_file=tmp_path / "logs" / "server.log",
        )
        children.append(Child(program))
        return children[-1]

    yield child_of
    for child in children:
        child.stop()


def server_of(child: Child) -> int | None:
    """Process id of the program on the child's leash."""
    return next(iter(descendants(child.pid)), None) if child.pid else None


def test_it_gets_ready_and_stops(child_of):
    child = child_of(SERVER)
    assert child.pid is None
    child.start()
    child.wait_until_ready()
    server = server_of(child)
    child.stop()
    assert server is not None
    assert not is_running(server)


def test_a_program_that_ends_is_started_again(child_of):
    child = child_of(SERVER)
    child.start()
    child.wait_until_ready()
    first = server_of(child)
    os.kill(first, signal.SIGKILL)
    eventually(lambda: server_of(child) not in (None, first))
    child.wait_until_ready()


def test_a_program_whose_leash_is_killed_is_started_again(child_of):
    child = child_of(SERVER)
    child.start()
    child.wait_until_ready()
    first = server_of(child)
    os.kill(child.pid, signal.SIGKILL)
    eventually(lambda: server_of(child) not in (None, first))
    eventually(lambda: not is_running(first))
    child.wait_until_ready()


def test_a_program_that_can_not_start_is_given_up_with_its_last_words(child_of):
    child = child_of(CRASHER)
    child.start()
    with pytest.raises(LineNotReady) as given_up:
        child.wait_until_ready()
    assert "The server did not get ready." in str(given_up.value)
    assert "no such flag: --sail" in str(given_up.value)
    assert "server.log" in str(given_up.value)


def test_a_program_that_never_answers_is_given_up(child_of):
    child = child_of("import time; time.sleep(600)", within_s=0.5)
    child.start()
    with pytest.raises(LineNotReady, match="did not get ready"):
        child.wait_until_ready()


@pytest.mark.parametrize(("status", "ready"), [(200, True), (404, True), (503, False)])
def test_ready_is_what_answers_and_does_not_fail(child_of, status, ready):
    child = child_of(SERVER, status=status, within_s=60.0 if ready else 2.0)
    child.start()
    if ready:
        child.wait_until_ready()
    else:
        with pytest.raises(LineNotReady):
            child.wait_until_ready()


def test_a_child_that_was_stopped_stays_stopped(child_of):
    child = child_of(CRASHER)
    child.start()
    child.stop()
    last = child.pid
    child.stop()
    assert child.pid == last
    assert not is_running(last)


def test_a_child_that_was_never_started_stops(child_of):
    child_of(SERVER).stop()


def test_nobody_answers_where_nobody_listens():
    with nobody_there() as address:
        assert not answers(f"{address}/")
