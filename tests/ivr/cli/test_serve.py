"""`warmline serve`: real processes on free ports."""

import json
import os
import signal
import socket
import subprocess
from pathlib import Path

import httpx
import pytest

from ivr.processes.child import answers
from tests.fakes.processes import eventually, is_running
from tests.fakes.served import Served


def test_web_alone_answers_and_ends_with_all_its_processes(serve):
    line = serve("--only", "web", WARMLINE_PUBLIC_ORIGIN="https://line.example.com")
    line.until("The line listens on")
    assert httpx.get(f"{line.url}/readyz").json()["status"] == "ok"
    assert httpx.post(f"{line.url}/voice/incoming").status_code == 403
    assert f"The line listens on {line.url}" in line.said
    assert "https://line.example.com/voice/incoming" in line.said
    assert "https://line.example.com/voice/status" in line.said
    assert line.said.count("https://line.example.com/desk") == 1
    assert line.said.count("https://line.example.com/calls") == 1
    assert "keywords while it is away" in line.said
    assert not line.processes_of("nlu.environment")
    below = line.below
    assert below
    line.process.send_signal(signal.SIGTERM)
    assert line.process.wait() == 0
    assert not [pid for pid in below if is_running(pid)]
    assert not answers(f"{line.url}/healthz")
    assert "Traceback" not in line.said


def test_an_address_twilio_cannot_reach_is_told(serve):
    line = serve("--only", "web")
    line.until("set WARMLINE_PUBLIC_ORIGIN")
    line.process.send_signal(signal.SIGINT)
    assert line.process.wait() == 0


def test_a_web_process_that_dies_is_started_again(serve):
    line = serve("--only", "web")
    line.until("The line listens on")
    before = line.processes_of("ivr.processes.web")
    leashes = line.processes_of("ivr.processes.leash")
    servers = [pid for pid in before if pid not in leashes]
    for pid in servers:
        os.kill(pid, signal.SIGKILL)
    eventually(lambda: set(line.processes_of("ivr.processes.web")) - set(before))
    eventually(lambda: answers(f"{line.url}/healthz"))
    assert line.process.poll() is None
    assert "child_ended" in line.said


def test_children_end_when_their_parent_is_killed(serve):
    line = serve("--only", "web")
    line.until("The line listens on")
    below = line.below
    assert below
    line.process.kill()
    line.process.wait()
    eventually(lambda: not any(map(is_running, below)))
    assert not answers(f"{line.url}/healthz")


def test_a_line_that_served_before_starts_again_in_its_folder(serve, tmp_path: Path):
    for _ in range(2):
        line = serve("--only", "web")
        line.until("The line listens on")
        line.process.terminate()
        assert line.process.wait() == 0
    secret = tmp_path / "var" / "secret.key"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert not list(secret.parent.glob("secret.key.*"))


def failed(line: Served) -> str:
    """The message of a start that failed, with nothing left of it."""
    assert line.process.wait() == 1
    assert not line.below
    assert "Traceback" not in line.said
    return line.said


def test_a_broken_speech_model(serve, tmp_path: Path):
    (tmp_path / "model").mkdir()
    told = failed(serve(WARMLINE_SPEECH_MODEL=str(tmp_path / "model")))
    assert told.startswith(f"warmline: The speech model at {tmp_path / 'model'} lacks")
    missing = failed(serve(WARMLINE_SPEECH_MODEL=str(tmp_path / "nowhere")))
    assert missing.startswith(f"warmline: There is no speech model at {tmp_path / 'nowhere'}")


def test_a_port_that_is_taken(serve):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = failed(serve("--only", "web", WARMLINE_PORT=str(port)))
        assert f"can't listen on 127.0.0.1:{port} (Address already in use)" in told
        rasa = failed(serve(WARMLINE_RASA_URL=f"http://127.0.0.1:{port}"))
        assert f"Rasa can't listen on 127.0.0.1:{port} (Address already in use)" in rasa
        assert "--only web" in rasa


def test_everything_to_mend_is_told_at_once(serve, tmp_path: Path):
    flows = tmp_path / "flows"
    flows.mkdir()
    (flows / "welcome.yaml").write_text("format: 1\nflow: welcome\ntitel: x\n")
    told = failed(
        serve(
            WARMLINE_TWILIO_AUTH_TOKEN="",
            WARMLINE_VOICE="klingon",
            WARMLINE_FLOWS_DIR=str(flows),
        )
    )
    assert "WARMLINE_TWILIO_AUTH_TOKEN is not set" in told
    assert "There is no voice 'klingon'" in told
    assert f"{flows / 'welcome.yaml'}:3:" in told
    assert told.count("warmline: ") == 1


def test_a_database_that_takes_no_writes(serve, invoke, tmp_path: Path):
    invoke("db", "upgrade")
    file = tmp_path / "var" / "warmline.db"
    told = failed(
        serve("--only", "web", WARMLINE_DATABASE_URL=f"sqlite:///file:{file}?mode=ro&uri=true")
    )
    assert "(read_only)" in told


def test_a_data_folder_that_cannot_be(serve, tmp_path: Path):
    (tmp_path / "file").write_text("")
    told = failed(serve("--only", "web", WARMLINE_DATA_DIR=str(tmp_path / "file" / "var")))
    assert "The data folder" in told


def test_understanding_alone_needs_an_address_of_this_machine(serve):
    told = failed(serve("--only", "nlu", WARMLINE_RASA_URL="http://nlu.example.com:5005"))
    assert "not on this machine" in told
    assert "warmline nlu serve" in told


@pytest.mark.rasa
@pytest.mark.usefixtures("rasa_project")
def test_web_and_understanding_with_a_token_of_their_own(serve, run, tmp_path: Path):
    line = serve()
    line.until("until it is ready, keywords understand")
    assert answers(f"{line.url}/healthz")
    os.kill(line.processes_of("nlu.environment")[-1], signal.SIGKILL)
    line.until("child_ended")
    assert answers(f"{line.url}/healthz")
    line.until("Rasa is ready.")
    token = (tmp_path / "var" / "rasa.token").read_text()
    assert token not in line.said
    shown = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert token not in shown
    ports = {"WARMLINE_RASA_URL": line.said.partition("starting on ")[2].split(";")[0]}
    found = json.loads(run("doctor", "--json", **ports).stdout)["checks"]
    rasa = next(check for check in found if check["name"] == "rasa_server")
    assert rasa["status"] == "ok", rasa
    below = line.below
    line.process.terminate()
    assert line.process.wait() == 0
    assert not [pid for pid in below if is_running(pid)]
