"""`warmline nlu test`: figures of the shipped model on a few tests, and wrong usage."""

import json
from pathlib import Path

import pytest

from ivr.evaluation.page import BEGIN, END
from tests.ivr.evaluation.utterances import lay_out

FILES = {
    "domain.yml": "intents: [track_order, speak_to_human]\nentities: [order_number]\n",
    "data/none.yml": "nlu: []\n",
    "tests/dev/retail.yml": (
        "nlu:\n- intent: track_order\n  examples: |\n"
        "    - Where is my order [four five one two](order_number)?\n"
        "- intent: speak_to_human\n  examples: |\n    - I want to speak to a person, please.\n"
    ),
    "tests/distress/dev.yml": (
        "moods:\n- mood: angry\n  examples: |\n    - you useless idiots\n"
        "- mood: neutral\n  examples: |\n    - where is my order\n"
    ),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay_out(tmp_path, FILES)


@pytest.mark.rasa
@pytest.mark.parametrize(("least", "status"), [(0.9, 0), (1.1, 1)])
def test_the_model_is_measured(least: float, status: int, invoke, rasa_server, project: Path):
    (project / "floors.yml").write_text(f"floors:\n  sets.dev.accuracy: {{least: {least}}}\n")
    page = project / "page.md"
    page.write_text(f"{BEGIN}\n{END}\n")
    ran = invoke(
        *("nlu", "test", "--json", "--project", str(project), "--page", str(page)),
        WARMLINE_RASA_URL=rasa_server.url,
        WARMLINE_RASA_TOKEN=rasa_server.token,
    )
    assert ran.exit_code == status
    report = json.loads(ran.stdout)
    assert report["passed"] is (status == 0)
    figures = report["sets"]["dev"]
    assert figures["accuracy"] == 1.0
    assert figures["entities"] == {"order_number": {"precision": 1.0, "recall": 1.0, "tests": 1}}
    assert figures["decisions"]["pleas_heard"] == {"share": 1.0, "count": 1, "of": 1}
    assert report["without_rasa"] == 0
    assert set(report["latency_ms"]) == {"p50", "p95", "p99"}
    assert "| accuracy | 100.0 % |" in page.read_text()


def test_a_page_that_is_not_there_is_wrong_usage(invoke):
    assert invoke("nlu", "test", "--page", "nowhere.md").exit_code == 2
