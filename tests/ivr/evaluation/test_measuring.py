"""A project measured from its files, understood by keywords: the report, its tables, its page."""

import io
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from ivr.errors import WarmlineError
from ivr.evaluation.measuring import measure
from ivr.evaluation.page import BEGIN, END, write_figures
from ivr.evaluation.table import print_report
from nlu import keywords
from nlu.understander import as_heard
from nlu.understanding import Understanding
from tests.ivr.evaluation.utterances import POLICY, lay_out

FILES = {
    "domain.yml": "intents: [track_order, refund, affirm]\nentities: [order_number]\n",
    "floors.yml": "floors:\n  sets.dev.accuracy: {least: 0.75}\n",
    "data/a.yml": "nlu:\n- intent: affirm\n  examples: |\n    - yes\n",
    "tests/old.yml": (
        "nlu:\n- intent: refund\n  examples: |\n    - i want a refund for [one](order_number)\n"
    ),
    "tests/dev/retail.yml": (
        "nlu:\n- intent: track_order\n  examples: |\n    - Where's my order?\n    - blue\n"
        "- intent: affirm\n  examples: |\n    - Yes!\n"
    ),
    "tests/distress/dev.yml": (
        "moods:\n- mood: angry\n  examples: |\n    - you useless idiots\n"
        "- mood: neutral\n  examples: |\n    - good morning\n"
    ),
}


def understand(text: str) -> Understanding:
    return keywords.understand(as_heard(text))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay_out(tmp_path, FILES)


@pytest.fixture
def report(project: Path) -> dict[str, Any]:
    return measure(project, understand, POLICY, show_wrong=True)


def test_sets_are_measured_apart_without_what_is_trained(report):
    counted = {name: (s["utterances"], s["left_out"]) for name, s in report["sets"].items()}
    assert counted == {"old": (1, 0), "dev": (2, 1)}
    assert report["sets"]["dev"]["accuracy"] == 0.5
    assert set(report["sets"]["dev"]["trades"]) == {"retail"}
    assert report["without_rasa"] == 3


def test_what_was_misunderstood_is_told_of_the_set_that_may_be_seen(project: Path, report):
    assert [(each["text"], each["meant"]) for each in report["wrong"]] == [("blue", "track_order")]
    assert "wrong" not in measure(project, understand, POLICY)


def test_a_missed_floor_fails_the_report(project: Path, report):
    assert not report["passed"]
    (project / "floors.yml").write_text("floors:\n  sets.dev.accuracy: {least: 0.5}\n")
    assert measure(project, understand, POLICY)["passed"]


def test_moods_are_compared(report):
    assert report["moods"]["dev"]["angry_over"]["of"] == 1
    assert report["moods"]["dev"]["auc"] == 0.5


def test_the_report_is_printed(report):
    console = Console(file=io.StringIO(), width=160)
    print_report(report, console)
    printed = console.file.getvalue()
    assert "track_order as out_of_scope 1 times" in printed
    assert "sets.dev.accuracy is 0.5, should be at least 0.75" in printed


def test_figures_replace_those_of_a_page(tmp_path: Path, report):
    page = tmp_path / "page.md"
    page.write_text(f"# Title\n\n{BEGIN}\nold\n{END}\n\nAfter.\n")
    write_figures(page, report)
    once = page.read_text()
    assert once.startswith(f"# Title\n\n{BEGIN}\n")
    assert once.endswith(f"{END}\n\nAfter.\n")
    assert "| accuracy | 50.0 % | 100.0 % |" in once
    assert "| `order_number` | - | -, 0.0 % of 1 |" in once
    assert "old\n" not in once.replace("| dev | old |", "")
    write_figures(page, report)
    assert page.read_text() == once


def test_a_page_without_marks_is_left_alone(tmp_path: Path, report):
    page = tmp_path / "page.md"
    page.write_text(f"{BEGIN}\n")
    with pytest.raises(WarmlineError, match="no place for figures"):
        write_figures(page, report)
    assert page.read_text() == f"{BEGIN}\n"
