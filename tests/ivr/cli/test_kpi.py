"""`warmline kpi`."""

import json
from datetime import datetime, timedelta


def test_figures_of_a_line_that_had_no_transfer(invoke):
    invoke("db", "upgrade")
    document = json.loads(invoke("kpi", "--days", "7", "--json").stdout)
    since, until = (datetime.fromisoformat(document[name]) for name in ("from", "to"))
    assert until - since == timedelta(days=7)
    stages = document["transfer_funnel"]["stages"]
    assert [stage["stage"] for stage in stages] == [
        "requested", "rang", "answered", "accepted", "joined", "talked",
    ]  # fmt: skip
    assert {stage["reached"] for stage in stages} == {0}
    assert "talked over 30 s" in invoke("kpi").stdout


def test_a_database_without_tables_is_one_message(invoke, tmp_path):
    (tmp_path / "var").mkdir()
    told = invoke("kpi")
    assert (told.exit_code, "warmline db upgrade" in told.stderr) == (1, True)


def test_a_database_that_is_away_is_one_message(invoke):
    told = invoke("kpi", WARMLINE_DATABASE_URL="postgresql://line:opensesame@127.0.0.1:1/line")
    assert (told.exit_code, "opensesame" in told.stderr) == (1, False)
    assert told.stderr.startswith("warmline: The calls can't be read (unreachable)")
