"""`warmline nlu test`: figures of the shipped model, or a message where there are none."""

import json

import pytest

from ivr.evaluation.page import BEGIN, END


@pytest.mark.rasa
def test_the_model_is_measured(invoke, rasa_server, tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"{BEGIN}\n{END}\n")
    ran = invoke(
        *("nlu", "test", "--json", "--page", str(page)),
        WARMLINE_RASA_URL=rasa_server.url,
        WARMLINE_RASA_TOKEN=rasa_server.token,
    )
    report = json.loads(ran.stdout)
    assert ran.exit_code == (0 if report["passed"] else 1)
    assert {"dev", "held", "kept_aside", "utterances"} == set(report["sets"])
    assert report["without_rasa"] == 0
    assert set(report["latency_ms"]) == {"p50", "p95", "p99"}
    assert "wrong" not in report
    assert "| accuracy |" in page.read_text()


def test_a_page_that_is_not_there_is_wrong_usage(invoke):
    assert invoke("nlu", "test", "--page", "nowhere.md").exit_code == 2
