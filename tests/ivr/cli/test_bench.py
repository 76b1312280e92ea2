"""`warmline bench`, with one real call and a real Rasa server."""

import json

import pytest

PARTS = {
    "endpoint_wait_ms",
    "understanding_ms",
    "flow_and_action_ms",
    "synthesis_and_send_ms",
    "rest_ms",
}
FIGURES = {"median", "p95", "min", "max"}


@pytest.mark.calls
@pytest.mark.rasa
@pytest.mark.usefixtures("rasa_project")
def test_one_call(run):
    measured = run("bench", "latency", "--calls", "1", "--json")
    document = json.loads(measured.stdout)
    assert (measured.returncode, document["passed"]) == (0, True), document["failures"]
    assert set(document) == {"calls", "count", "voice_to_voice_ms", *PARTS, "failures", "passed"}
    assert (document["calls"], document["count"]) == (1, 3)
    for name in ("voice_to_voice_ms", *PARTS):
        assert set(document[name]) == FIGURES
    whole = document["voice_to_voice_ms"]
    assert whole["min"] <= whole["median"] <= whole["p95"] <= whole["max"]
    assert whole["min"] > document["endpoint_wait_ms"]["min"] > 0


@pytest.mark.rasa
@pytest.mark.usefixtures("rasa_project")
def test_utterances_are_understood_one_after_another(run):
    measured = run("bench", "understanding", "--utterances", "5", "--json")
    document = json.loads(measured.stdout)
    assert (measured.returncode, document["without_rasa"]) == (0, 0)
    assert set(document) == {
        "utterances", "per_second", "latency_ms", "own_processor_ms", "without_rasa",
    }  # fmt: skip
    assert document["utterances"] == 5
    assert document["per_second"] > 0
    assert set(document["latency_ms"]) == FIGURES
