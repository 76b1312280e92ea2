"""What reaches the log has no secret in it."""

import structlog
from structlog.testing import CapturingLogger, LogCapture

from ivr.store.log_redaction import redact_log


def logged(**fields):
    capture = LogCapture()
    structlog.wrap_logger(CapturingLogger(), processors=[redact_log, capture]).info(
        "said", **fields
    )
    return capture.entries[0]


def test_fields_are_masked():
    entry = logged(
        from_number="+15005550101",
        digits="4512",
        token="abc",
        text="card 4111 1111 1111 1111",
        call_sid="CA4111111111111111",
        count=3,
        error="no",
    )
    assert entry["from_number"] == "…0101"
    assert entry["digits"] == entry["token"] == "[secret]"
    assert entry["text"] == "card [card number]"
    assert entry["call_sid"] == "CA4111111111111111"
    assert (entry["count"], entry["error"], entry["event"]) == (3, "no", "said")


def test_a_field_without_value_stays_empty():
    assert logged(key=None)["key"] is None
