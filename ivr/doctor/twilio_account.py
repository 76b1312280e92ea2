"""The Twilio account and the number's webhooks, fetched over REST."""

from collections.abc import Iterator
from contextlib import contextmanager

from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, problem, skipped, warning
from telephony.call_failures import CallFailure
from telephony.http_client import LineHttpClient

_INCOMING, _STATUS = "/voice/incoming", "/voice/status"


class _Refused(Exception):
    """Twilio said no, or nothing usable."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.what)
        self.finding = finding


def twilio_account(settings: Settings) -> Finding:
    """Whether the credentials open the account."""
    if not _is_set(settings):
        return skipped("No Twilio credentials are set.")
    try:
        with _account(settings) as client:
            account = client.api.v2010.accounts(settings.twilio_account_sid).fetch()
    except _Refused as refused:
        return refused.finding
    if account.status != "active":
        return problem(f"The Twilio account is {account.status}.", "See the Twilio console.")
    return ok("The credentials open the Twilio account, which is active.")


def twilio_number(settings: Settings) -> Finding:
    """Whether the line's number sends its calls to this line."""
    if not _is_set(settings):
        return skipped("No Twilio credentials are set.")
    number = settings.phone_number
    if not number:
        return warning(
            "WARMLINE_PHONE_NUMBER is not set, so calls the line places have no caller ID.",
            "Write the line's own number in E.164 form, such as +15005550100.",
        )
    try:
        with _account(settings) as client:
            found = client.incoming_phone_numbers.list(phone_number=number, limit=1)
    except _Refused as refused:
        return refused.finding
    if not found:
        return problem(f"The account has no number {number}.", "See WARMLINE_PHONE_NUMBER.")
    origin = settings.public_origin
    wanted = {"A call comes in": _INCOMING, "Call status changes": _STATUS}
    given = {"A call comes in": found[0].voice_url, "Call status changes": found[0].status_callback}
    wrong = [field for field, path in wanted.items() if given[field] != origin + path]
    if wrong:
        remedies = [f"'{field}': {origin}{wanted[field]}" for field in wrong]
        return problem(
            f"{number} does not send its calls here ({', '.join(wrong)}).",
            f"Enter in the Twilio console, Voice Configuration: {'; '.join(remedies)}",
        )
    if not found[0].voice_fallback_url:
        return warning(
            f"{number} has no fallback for when the line is down.",
            "Host docs/fallback-twiml.xml as a TwiML Bin (docs/twilio.md, step 3).",
        )
    return ok(f"{number} sends its calls to {origin}.")


def _is_set(settings: Settings) -> bool:
    return bool(settings.twilio_account_sid and settings.twilio_auth_token.get_secret_value())


@contextmanager
def _account(settings: Settings) -> Iterator[Client]:
    http = LineHttpClient(settings.twilio_api_base)
    token = settings.twilio_auth_token.get_secret_value()
    try:
        yield Client(settings.twilio_account_sid, token, http_client=http)
    except TwilioRestException as refused:
        raise _Refused(_no(refused.code or refused.status)) from refused
    except CallFailure as failure:
        what = "Twilio's REST API can't be reached from here, so the account was not checked."
        raise _Refused(
            warning(what, "Let this machine reach api.twilio.com by HTTPS.")
        ) from failure
    except (TwilioException, ValueError, TypeError, KeyError, AttributeError) as error:
        what = "Twilio's REST API gave an answer that can't be read."
        raise _Refused(warning(what, "See WARMLINE_TWILIO_API_BASE.")) from error
    finally:
        http.close()


def _no(code: int) -> Finding:
    return problem(
        f"Twilio refuses the credentials ({code}).",
        "Copy WARMLINE_TWILIO_ACCOUNT_SID and WARMLINE_TWILIO_AUTH_TOKEN from the Twilio console.",
    )
