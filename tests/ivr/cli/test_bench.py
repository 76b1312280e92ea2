"""`warmline bench latency`, with one real call."""

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
