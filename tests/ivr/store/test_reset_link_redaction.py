"""No text that is stored or logged tells the token of a link."""

from ivr.store.log_redaction import redact_log
from ivr.store.redaction import redact_text


def test_a_link_loses_its_token():
    assert redact_text("POST /reset/abc-DEF_12345 500") == "POST /reset/[secret] 500"


def test_so_it_does_in_logs():
    fields = {"event": "x", "url": "https://line.example/reset/abc-DEF_12345"}
    assert redact_log(None, "", fields)["url"] == "https://line.example/reset/[secret]"
