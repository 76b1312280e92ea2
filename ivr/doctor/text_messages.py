"""Whether the line can send text messages: codes and links to a new password."""

from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, warning
from telephony.addresses import is_e164

_WITHOUT = "so callers get no one-time codes and no links to a new password"


def text_messages(settings: Settings) -> Finding:
    """Whether all is set that text messages need; none is sent."""
    missing = [
        name
        for name, value in {
            "WARMLINE_TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
            "WARMLINE_TWILIO_AUTH_TOKEN": settings.twilio_auth_token.get_secret_value(),
            "WARMLINE_PHONE_NUMBER": settings.phone_number,
        }.items()
        if not value
    ]
    if missing:
        return warning(
            f"No text messages can be sent, {_WITHOUT}: {', '.join(missing)} not set.",
            "Set the account and a number of it that can send texts (docs/twilio.md).",
        )
    if not is_e164(settings.phone_number):
        return warning(
            f"WARMLINE_PHONE_NUMBER is no number that can send texts, {_WITHOUT}.",
            "Write the line's own number in E.164 form, such as +15005550100.",
        )
    return ok(f"Text messages go out from {settings.phone_number}.")
