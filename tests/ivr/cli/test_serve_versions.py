"""`warmline serve` with two web processes, while versions of the flows come into use."""

import json
import shutil

import httpx
import pytest
from sqlalchemy import select

from flows.yaml_io import LIBRARY
from ivr.store.calls import Call
from ivr.store.database import Database
from tests.fakes.network import incoming_form, new_sid, signature
from tests.fakes.processes import eventually
from tests.ivr.cli.conftest import AUTH_TOKEN

INCOMING = "/voice/incoming"


@pytest.fixture
def served(serve):
    """A line with two web processes."""
    served = serve("--only", "web", WARMLINE_WEB_PROCESSES="2")
    served.until("listens on")
    return served


@pytest.fixture
def versions(served, tmp_path):
    """Places a call, and gives the versions that calls so far began with."""
    database = Database(f"sqlite:///{tmp_path / 'var' / 'warmline.db'}")

    def versions() -> set[str]:
        form = incoming_form(new_sid())
        signed = signature(f"http://127.0.0.1:8080{INCOMING}", form, AUTH_TOKEN)
        answer = httpx.post(
            served.url + INCOMING, data=form, headers={"X-Twilio-Signature": signed}
        )
        assert answer.status_code == 200
        with database.reading() as session:
            return set(session.scalars(select(Call.flow_version)))

    yield versions
    database.close()


def test_what_is_published_is_live_without_a_restart(versions, run, tmp_path):
    file = shutil.copy(LIBRARY / "goodbye.yaml", tmp_path)
    text = (LIBRARY / "goodbye.yaml").read_text()
    first = json.loads(run("flows", "list", "--json").stdout)["live"]
    eventually(lambda: versions() == {first})

    (tmp_path / "goodbye.yaml").write_text(text.replace("Goodbye.", "So long."))
    published = json.loads(run("flows", "publish", file, "--json").stdout)
    eventually(lambda: versions() == {first, published["version"]})

    (tmp_path / "goodbye.yaml").write_text(text.replace("Goodbye.", "Farewell."))
    run("flows", "publish", file, "--at", "2026-01-01T08:00")
    eventually(lambda: len(versions()) == 3)
    history = json.loads(run("flows", "list", "--json").stdout)["history"]
    assert [entry["kind"] for entry in history] == ["published", "published", "imported"]


def test_what_is_published_is_made_ready(served, run, tmp_path):
    file = tmp_path / "track_order.yaml"
    text = (LIBRARY / "track_order.yaml").read_text()
    changed = text.replace('phrase: "i don\'t have it"', 'phrase: "it is on my quillophone"', 1)
    changed = changed.replace("What's your order number?", "Which order do you mean?", 1)
    assert changed.count("quillophone") == changed.count("Which order do you mean?") == 1
    file.write_text(changed)
    published = run("flows", "publish", str(file))
    assert published.returncode == 0, published.stderr
    served.until("the speech model is rebuilt")
    served.until("prompts_spoken_ahead")
    assert served.said.count("the speech model is rebuilt") == 1
    checked = run("flows", "check", str(file))
    assert "quillophone" not in checked.stdout
