"""`warmline flows list|publish|rollout|rollback|export|import|announce` on a line's database."""

import json
import shutil

import pytest

from flows.yaml_io import LIBRARY


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
