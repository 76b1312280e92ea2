"""`warmline flows list|publish|rollout|rollback|export|import|announce` on a line's database."""

import json
import os
import shutil
import signal
import threading
from collections.abc import Callable
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from flows.yaml_io import LIBRARY, load_library
from ivr.config import GivenSettings
from ivr.processes.own_rasa import make_token
from ivr.rehearsal.text_call import TextLine
from ivr.store.database import Database
from ivr.store.recorder import utc_now
from ivr.trying.conversation import Calling, Conversation
from ivr.trying.saved_tests import SavedTests
from nlu import keywords


@pytest.fixture
def goodbye(tmp_path):
    """Other last words of the line, in a file."""
    file = tmp_path / "goodbye.yaml"
    file.write_text((LIBRARY / file.name).read_text().replace("Goodbye.", "So long."))
    return file


@pytest.fixture
def flows(invoke):
    """Runs `warmline flows … --json`; the document, or the exit status and what was told."""

    def flows(*arguments: str, status: int = 0, **settings: str):
        told = invoke("flows", *map(str, arguments), "--json", **settings)
        assert told.exit_code == status, told.output
        return json.loads(told.stdout) if told.stdout.startswith("{") else told.output

    return flows


def test_a_line_that_never_started_has_what_its_folder_has(flows, invoke):
    listed = flows("list")
    files = [row["file"] for row in listed["documents"]]
    assert files == sorted(path.name for path in LIBRARY.glob("*.yaml"))
    assert [entry["kind"] for entry in listed["history"]] == ["imported"]
    assert (listed["live"], listed["candidate"]) == (listed["history"][0]["version"], None)
    told = invoke("flows", "list")
    assert told.exit_code == 0
    assert f"Live: {listed['live']}" in told.stdout
    assert "goodbye.yaml                 Goodbye" in told.stdout


def test_a_file_is_published_and_rolled_back(flows, invoke, goodbye):
    first = flows("list")["live"]
    published = flows("publish", goodbye, "--note", "kinder")
    assert (published["kind"], published["files"]) == ("published", ["goodbye.yaml"])
    assert (published["before"], published["note"]) == (first, "kinder")
    differing = invoke("flows", "diff", "--live")
    assert (differing.exit_code, "So long." in differing.stdout) == (1, True)
    assert (
        flows("publish", goodbye, status=1) == "warmline: The drafts have the text that is live.\n"
    )
    assert flows("rollback", first)["kind"] == "rolled_back"
    assert flows("diff", "--live") == {"changes": [], "same": True}
    assert "no version 0123" in flows("rollback", "0123", status=1)
    assert [row["draft"] for row in flows("list")["documents"] if row["draft"]] == []


def test_errors_block(flows, goodbye):
    goodbye.write_text(goodbye.read_text().replace("type: hangup", "type: hangpu"))
    told = flows("publish", goodbye, status=1)
    assert "Nothing was published" in told
    assert "goodbye.yaml:" in told
    assert "hangpu" in told
    assert [row["draft"] for row in flows("list")["documents"] if row["draft"]] == []


def test_a_share_of_calls(flows, goodbye):
    rolled_out = flows("publish", goodbye, "--percent", "10")
    standing = flows("list")
    assert (standing["candidate"], standing["percent"]) == (rolled_out["version"], 10)
    assert "being rolled out" in flows("publish", goodbye, status=1)
    assert flows("rollout", "finish")["kind"] == "published"
    assert flows("list")["live"] == rolled_out["version"]
    assert "No version is being rolled out" in flows("rollout", "stop", status=1)


def test_at_a_time_to_come(flows, goodbye):
    waits = flows("publish", goodbye, "--at", "2199-12-24T08:00", WARMLINE_TIMEZONE="Europe/Paris")
    assert waits["at"] == "2199-12-24T08:00:00+01:00"
    (scheduled,) = flows("list")["scheduled"]
    assert (scheduled["files"], scheduled["at"]) == (["goodbye.yaml"], "2199-12-24T07:00:00+00:00")
    flows("publish", goodbye, "--at", "soon", status=2)


def test_documents_go_to_a_folder_and_come_back(flows, goodbye, tmp_path):
    folder = tmp_path / "git"
    exported = flows("export", folder)
    assert exported["files"] == sorted(path.name for path in LIBRARY.glob("*.yaml"))
    for path in LIBRARY.glob("*.yaml"):
        assert (folder / path.name).read_bytes() == path.read_bytes()
    assert flows("import", folder)["kind"] is None
    shutil.copy(goodbye, folder)
    imported = flows("import", folder, "--note", "from git")
    assert (imported["kind"], imported["files"]) == ("imported", ["goodbye.yaml"])
    (folder / "mine.yaml").write_text("nothing of the line's\n")
    assert flows("export", folder)["others"] == ["mine.yaml"]
    assert "mine.yaml" in flows("import", folder, status=1)
    flows("export", folder, "--prune", "--version", exported["version"])
    assert not (folder / "mine.yaml").exists()
    assert "Goodbye." in (folder / "goodbye.yaml").read_text()


def test_a_start_does_not_touch_what_was_published(flows, goodbye, tmp_path):
    folder = shutil.copytree(LIBRARY, tmp_path / "flows")
    settings = {"WARMLINE_FLOWS_DIR": str(folder)}
    version = flows("publish", goodbye, **settings)["version"]
    (folder / "goodbye.yaml").write_text(goodbye.read_text().replace("So long.", "Farewell."))
    assert flows("list", **settings)["live"] == version


def test_every_caller_is_told(flows, invoke):
    (announced,) = flows("announce", "We know about the outage.", "--for", "30m")["announced"]
    assert announced["text"] == "We know about the outage."
    assert "We know about the outage." in invoke("flows", "announce").stdout
    assert flows("announce", "--end") == {"announced": []}
    assert invoke("flows", "announce").stdout == "Nothing is announced.\n"
    flows("announce", "Too long.", "--for", "ever", status=2)
    flows("announce", "Both.", "--end", status=2)
    assert "characters" in flows("announce", "a" * 400, status=1)


@pytest.fixture
def said_goodbye(settings_env, flows):
    """A saved test that hears the last words as they are."""
    flows("list")
    settings = GivenSettings(data_dir=settings_env["WARMLINE_DATA_DIR"])
    line = TextLine(load_library(LIBRARY), keywords.understand, utc_now)
    database = Database(settings.database_address)
    conversation = Conversation(line, Calling("+15005550101"))
    try:
        conversation.begin()
        conversation.enter("voice", "goodbye")
        SavedTests(database, utc_now).save("says goodbye", conversation, "ann")
    finally:
        conversation.close()
        database.close()


@pytest.fixture
def curt(goodbye):
    """The file without its thanks."""
    goodbye.write_text(goodbye.read_text().replace("Thank you for calling. So long.", "So long."))
    return goodbye


def test_saved_tests_that_fail_block(flows, curt, said_goodbye, tmp_path):
    first = flows("list")["live"]
    for command in (("publish", curt), ("publish", curt, "--at", "2199-12-24T08:00")):
        told = flows(*command, status=1)
        assert "Nothing was published; saved tests fail:" in told
        assert "says goodbye: " in told
        assert "So long." in told
    standing = flows("list")
    assert (standing["live"], standing["scheduled"]) == (first, [])
    assert [row["draft"] for row in standing["documents"] if row["draft"]] == []

    folder = tmp_path / "folder"
    flows("export", folder)
    (folder / curt.name).write_text(curt.read_text())
    assert "says goodbye" in flows("import", folder, status=1)
    assert flows("import", folder, "--despite-tests")["kind"] == "imported"


def test_what_is_live_already_needs_no_tests(flows, curt, said_goodbye, tmp_path):
    flows("publish", curt, "--despite-tests")
    folder = tmp_path / "folder"
    flows("export", folder)
    assert flows("import", folder)["kind"] is None


@pytest.fixture
def rasa():
    """Runs a server that does something with what the line's understanding asks, and answers not.

    Gives its address.
    """
    with ExitStack() as stack:

        def rasa(asked: Callable[[str], None]) -> str:
            class Answers(BaseHTTPRequestHandler):
                def do_POST(self):
                    asked(self.path)

                def log_message(self, *_what):
                    """Says nothing."""

            server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), Answers))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            stack.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}"

        yield rasa


@pytest.fixture
def ctrl_c_works():
    """Whoever starts the tests may have them ignore it, as shells do in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c_works")
def test_a_publication_that_is_interrupted_leaves_no_draft(flows, curt, said_goodbye, rasa):
    ctrl_c = rasa(lambda _path: os.kill(os.getpid(), signal.SIGINT))
    assert "Aborted" in flows("publish", curt, status=1, WARMLINE_RASA_URL=ctrl_c)
    assert [row["draft"] for row in flows("list")["documents"] if row["draft"]] == []


def test_saved_tests_are_understood_by_the_lines_own_rasa(
    flows, curt, said_goodbye, rasa, settings_env
):
    asked: list[str] = []
    settings = GivenSettings(
        data_dir=settings_env["WARMLINE_DATA_DIR"], rasa_url=rasa(asked.append)
    )
    token = make_token(settings).rasa_token.get_secret_value()
    flows("publish", curt, status=1, WARMLINE_RASA_URL=settings.rasa_url)
    assert token
    assert any(f"token={token}" in each for each in asked)


def test_what_passes_saved_tests_is_published(flows, curt, said_goodbye):
    text = curt.read_text()
    curt.write_text(text.replace("So long.", "Thank you for calling. See you."))
    assert flows("publish", curt)["kind"] == "published"
    curt.write_text(text)
    flows("publish", curt, status=1)
    assert flows("publish", curt, "--despite-tests")["kind"] == "published"


def test_what_is_live_is_checked_searched_and_played(flows, invoke, goodbye):
    goodbye.write_text(goodbye.read_text().replace("So long.", "So long, dear quillophone."))
    flows("publish", goodbye)
    assert invoke("flows", "search", "quillophone").exit_code == 1
    found = flows("search", "quillophone", "--live")["found"]
    assert [row["file"] for row in found] == ["goodbye.yaml"]
    uses = flows("uses", "flow", "goodbye", "--live")["uses"]
    assert uses == flows("uses", "flow", "goodbye")["uses"]
    played = invoke("flows", "play", "--keywords", "--live", given="goodbye\n")
    assert "So long, dear quillophone." in played.stdout
    assert "quillophone" not in invoke("flows", "play", "--keywords", given="goodbye\n").stdout

    assert flows("check", "--live")["passed"]
    goodbye.write_text(goodbye.read_text().replace("type: hangup", "type: hangpu"))
    broken = flows("check", goodbye, "--live", status=1)
    assert {row["file"] for row in broken["problems"]} == {"goodbye.yaml"}


def test_the_doctor_checks_what_was_published(flows, invoke, goodbye):
    version = flows("publish", goodbye)["version"]
    told = json.loads(invoke("doctor", "--json").stdout)["checks"]
    (found,) = (each for each in told if each["name"] == "flows")
    assert found["status"] == "ok"
    assert version in found["what"]
