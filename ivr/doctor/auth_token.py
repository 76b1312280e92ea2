"""The auth token that Twilio's requests are checked with."""

import re

from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, problem, warning

_TOKEN = re.compile(r"[0-9a-f]{32}")


def auth_token(settings: Settings) -> Finding:
    """Whether requests can be checked at all."""
    if not settings.auth_tokens:
        return problem(
            "WARMLINE_TWILIO_AUTH_TOKEN is not set, so no request could be checked.",
            "Write the auth token from the Twilio console (docs/twilio.md).",
        )
    if not all(_TOKEN.fullmatch(token) for token in settings.auth_tokens):
        return warning(
            "The auth token does not look like one of Twilio's (32 characters 0-9 a-f).",
            "Copy WARMLINE_TWILIO_AUTH_TOKEN from the Twilio console once more.",
        )
    both = " Two tokens are accepted." if len(settings.auth_tokens) > 1 else ""
    return ok(f"Twilio's requests can be checked.{both}")
