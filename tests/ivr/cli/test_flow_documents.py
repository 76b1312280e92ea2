"""`warmline flows diff|search|uses` over the shipped flows and changed copies of them."""

import json
import shutil

import pytest

from flows.yaml_io import LIBRARY


@pytest.fixture
def changed(tmp_path):
    """A copy of the shipped flows in which one prompt, one flow and one comment are different."""
    folder = shutil.copytree(LIBRARY, tmp_path / "flows")
    goodbye = folder / "goodbye.yaml"
    goodbye.write_text(goodbye.read_text() + "# the end\n")
    (folder / "faq_shipping.yaml").unlink()
    title = (folder / "refund.yaml").read_text()
    line = next(each for each in title.splitlines() if each.startswith("title:"))
    (folder / "refund.yaml").write_text(title.replace(line, 'title: "Money back"'))
    return folder


def test_what_a_company_changed_is_told_in_words(invoke, changed):
    told = invoke("flows", "diff", WARMLINE_FLOWS_DIR=str(changed))
    assert told.exit_code == 1
    lines = told.stdout.splitlines()
    assert "faq_shipping.yaml: The document is gone." in lines
    assert "goodbye.yaml: Comments, order or layout alone differ." in lines
    assert any(line.startswith("refund.yaml: 'title' is") or "Money back" in line for line in lines)
    assert len(lines) == 3


def test_differences_as_a_document(invoke, changed):
    told = invoke("flows", "diff", str(LIBRARY), str(changed), "--json")
    document = json.loads(told.stdout)
    kinds = {row["file"]: row["kind"] for row in document["changes"]}
    assert (told.exit_code, document["same"]) == (1, False)
    assert kinds == {
        "faq_shipping.yaml": "removed",
        "goodbye.yaml": "changed",
        "refund.yaml": "changed",
    }


def test_two_files_of_different_names_are_compared(invoke, changed, tmp_path):
    other = tmp_path / "mine.yaml"
    shutil.copy(LIBRARY / "refund.yaml", other)
    assert invoke("flows", "diff", str(LIBRARY / "refund.yaml"), str(other)).exit_code == 0
    told = invoke("flows", "diff", str(other), str(changed / "refund.yaml"))
    assert (told.exit_code, "Money back" in told.stdout) == (1, True)


def test_unchanged_flows_do_not_differ(invoke):
    told = invoke("flows", "diff", "--json")
    assert (told.exit_code, json.loads(told.stdout)) == (0, {"changes": [], "same": True})


def test_lines_with_words_are_found(invoke):
    found = json.loads(invoke("flows", "search", "look_up_order", "ACTION", "--json").stdout)[
        "found"
    ]
    assert {row["file"] for row in found} >= {"track_order.yaml"}
    for row in found:
        line = (LIBRARY / row["file"]).read_text().splitlines()[row["line"] - 1]
        assert row["text"] == line.strip()
        assert row["step"]
    nothing = invoke("flows", "search", "zzz-no-such-word")
    assert (nothing.exit_code, nothing.stdout) == (1, "")


def test_uses_are_found_with_their_place(invoke):
    told = invoke("flows", "uses", "intent", "track_order", "--json")
    found = json.loads(told.stdout)["uses"]
    assert told.exit_code == 0
    assert ("track_order.yaml", "starts the flow") in {(row["file"], row["how"]) for row in found}
    assert any(row["file"] == "policy.yaml" for row in found)
    assert invoke("flows", "uses", "action", "no_such_action").exit_code == 1
    assert invoke("flows", "uses", "colour", "red").exit_code == 2
