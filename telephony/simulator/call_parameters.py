"""The form parameters that come with every request about a call.

Source: https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application
"""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

import phonenumbers

API_VERSION = "2010-04-01"


@dataclass(frozen=True)
class Parties:
    """Who calls whom: numbers in E.164 form, or `client:name`."""

    caller: str
    called: str
    forwarded_from: str | None = None
    caller_name: str | None = None


def of_parties(parties: Parties) -> dict[str, str]:
    """From, To and what is known of either place."""
    found = {
        "From": parties.caller,
        "To": parties.called,
        "Caller": parties.caller,
        "Called": parties.called,
    }
    if parties.forwarded_from:
        found["ForwardedFrom"] = parties.forwarded_from
    if parties.caller_name:
        found["CallerName"] = parties.caller_name
    for side, party in (
        ("From", parties.caller),
        ("Caller", parties.caller),
        ("To", parties.called),
        ("Called", parties.called),
    ):
        if party.startswith("+"):
            found |= {f"{side}City": "", f"{side}State": "", f"{side}Zip": ""}
            found[f"{side}Country"] = _country(party)
    return found


def rfc2822(moment: datetime) -> str:
    """A moment as Twilio writes it: `Thu, 01 Jan 2026 00:00:00 +0000`."""
    return format_datetime(moment)


def _country(number: str) -> str:
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""
    except phonenumbers.NumberParseException:
        return ""
