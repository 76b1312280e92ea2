"""`warmline db`."""

import json
from pathlib import Path


def test_upgrade_twice(invoke, tmp_path: Path):
    first, second = invoke("db", "upgrade", "--json"), invoke("db", "upgrade", "--json")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert json.loads(first.stdout) == json.loads(second.stdout)
    assert json.loads(first.stdout)["revision"] == json.loads(first.stdout)["head"]
    assert (tmp_path / "var" / "warmline.db").is_file()
    assert invoke("db", "upgrade").stdout.startswith("The database is at revision ")


def test_seed_twice_gives_one_shop(invoke):
    first, second = invoke("db", "seed", "--json"), invoke("db", "seed", "--json")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert json.loads(first.stdout) == json.loads(second.stdout)
    found = json.loads(invoke("doctor", "--json").stdout)["checks"]
    orders = json.loads(first.stdout)["orders"]
    shop = next(check for check in found if check["name"] == "back_office")
    assert (shop["status"], f" {orders} orders" in shop["what"]) == ("ok", True)
    assert f"{orders} orders" in invoke("db", "seed").stdout


def test_a_database_that_takes_no_writes_is_one_message(invoke, tmp_path: Path):
    invoke("db", "upgrade")
    file = tmp_path / "var" / "warmline.db"
    told = invoke("db", "seed", WARMLINE_DATABASE_URL=f"sqlite:///file:{file}?mode=ro&uri=true")
    assert told.exit_code == 1
    assert told.stderr.startswith("warmline: The shop can't be seeded (read_only)")
    assert "Traceback" not in told.stderr


def test_a_server_that_is_away_is_told_without_its_password(invoke):
    address = "postgresql://line:opensesame@127.0.0.1:1/line"
    told = invoke("db", "upgrade", WARMLINE_DATABASE_URL=address)
    assert told.exit_code == 1
    assert "can't be upgraded (unreachable)" in told.stderr
    assert "opensesame" not in told.stderr
