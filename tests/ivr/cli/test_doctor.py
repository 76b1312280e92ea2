"""`warmline doctor`."""

import json

from ivr.doctor.table import CHECKS

SECRETS = {
    "WARMLINE_TWILIO_AUTH_TOKEN": "feedfacefeedfacefeedfacefeedface",
    "WARMLINE_TWILIO_AUTH_TOKEN_NEXT": "deadbeefdeadbeefdeadbeefdeadbeef",
    "WARMLINE_SECRET_KEY": "correct-horse-battery-staple-0123456789",
    "WARMLINE_RECORDS_KEY": "records-opensesame",
    "WARMLINE_RASA_TOKEN": "rasa-opensesame",
    "WARMLINE_BACKOFFICE_KEY": "shop-opensesame",
    "WARMLINE_BACKOFFICE_URL": "http://user:url-opensesame@127.0.0.1:1",
    "WARMLINE_DATABASE_URL": "postgresql://line:db-opensesame@127.0.0.1:1/line",
}


def test_the_document(invoke):
    examined = invoke("doctor", "--json", WARMLINE_RASA_URL="http://127.0.0.1:1")
    document = json.loads(examined.stdout)
    assert set(document) == {"checks", "passed"}
    assert [check["name"] for check in document["checks"]] == list(CHECKS)
    for check in document["checks"]:
        assert set(check) == {"name", "status", "what", "remedy"}
        assert check["status"] in ("ok", "warning", "problem", "skipped")
        assert bool(check["remedy"]) == (check["status"] in ("warning", "problem"))
    problems = [check for check in document["checks"] if check["status"] == "problem"]
    assert document["passed"] == (not problems)
    assert (examined.exit_code, problems) == (0, [])


def test_a_problem_is_exit_status_1_and_the_table_says_what_to_do(invoke):
    examined = invoke(
        "doctor", WARMLINE_TWILIO_AUTH_TOKEN="", WARMLINE_RASA_URL="http://127.0.0.1:1"
    )
    assert examined.exit_code == 1
    words = " ".join(examined.stdout.split())
    assert "auth token problem WARMLINE_TWILIO_AUTH_TOKEN is not set" in words
    assert "→ Write the auth token from the Twilio console" in words
    assert "1 problems" in words


def test_settings_that_cannot_be_used(invoke):
    examined = invoke("doctor", "--json", WARMLINE_PORT="telephone")
    (check,) = json.loads(examined.stdout)["checks"]
    assert (examined.exit_code, check["name"], check["status"]) == (1, "settings", "problem")
    assert "WARMLINE_PORT" in check["what"]


def test_no_secret_is_ever_printed(invoke):
    for form in ((), ("--json",)):
        examined = invoke("doctor", *form, **SECRETS, WARMLINE_RASA_URL="http://127.0.0.1:1")
        assert examined.exit_code == 1
        for value in SECRETS.values():
            assert value not in examined.output
        assert "opensesame" not in examined.output
