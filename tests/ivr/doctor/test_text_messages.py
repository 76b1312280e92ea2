"""The doctor says whether text messages can be sent."""

import pytest

from ivr.config import GivenSettings
from ivr.doctor.text_messages import text_messages

ALL = {
    "twilio_account_sid": "AC" + "0" * 32,
    "twilio_auth_token": "a secret token",
    "phone_number": "+15005550100",
}


def test_all_is_set():
    assert text_messages(GivenSettings(**ALL)).status == "ok"


@pytest.mark.parametrize("missing", ALL)
def test_what_is_missing_is_named(missing):
    found = text_messages(GivenSettings(**{**ALL, missing: ""}))
    assert (found.status, f"WARMLINE_{missing.upper()}" in found.what) == ("warning", True)
    assert "a secret token" not in found.what


def test_a_number_of_another_form():
    assert text_messages(GivenSettings(**{**ALL, "phone_number": "500"})).status == "warning"
