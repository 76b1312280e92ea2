"""Acting on calls from outside: placing, redirecting and ending them through Twilio's REST API.

Source: https://www.twilio.com/docs/voice/api/call-resource
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from twilio.base.exceptions import (
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)
from twilio.rest import Client

from telephony.call_failures import AnswerLost, CallFailure, CallGone, CallRefused
from telephony.http_client import LineHttpClient, TimeLimits
from telephony.statuses import CallStatus

MAX_INLINE_TWIML_LENGTH = 4000
"""Characters of instructions given with a request."""
_GONE = (21220, 20404)
"""Twilio's codes for: the call is not in progress, there is no such call."""
_ODD = "Twilio's answer is not in its format"
_CONFERENCES = 5
"""So many conferences of one name are looked at, the newest first."""
_STATUS_EVENTS = ["initiated", "ringing", "answered", "completed"]


@dataclass(frozen=True)
class OutgoingCall:
    """A call to place."""

    to: str
    """E.164 number, `client:` or `sip:` address."""
    from_: str
    """A number of the account."""
    url: str
    """Asked for instructions once the call is answered."""
    status_url: str
    """Told of every step the call makes."""
    ring_s: int = 20
    """Seconds it may ring; Twilio may add five."""
    machine_url: str = ""
    """Told whether a person or a machine answered; empty where nobody wants to know."""


class TwilioCalls:
    """The calls of one account. Threads may share it.

    Every method may raise the failures of `telephony.call_failures`: LineUnreachable (nothing was
    done), AnswerLost (unknown whether it was), CallRefused (Twilio says no).
    """

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        api_base: str | None = None,
        limits: TimeLimits | None = None,
    ) -> None:
        """Prepare the account's client; nothing is sent yet.

        Args:
            account_sid: begins with AC.
            auth_token: the primary token.
            api_base: scheme and host of a stand-in for Twilio.
            limits: of time.
        """
        self._http = LineHttpClient(api_base, limits)
        self._client = Client(account_sid, auth_token, http_client=self._http)

    def place(self, call: OutgoingCall) -> str:
        """Place a call and give its CallSid; it has not rung yet.

        Never sent twice where the first request may have arrived: that is AnswerLost.
        """
        detection = {}
        if call.machine_url:
            detection = {
                "machine_detection": "Enable",
                "async_amd": "true",
                "async_amd_status_callback": call.machine_url,
            }
        with _typed_failures():
            placed = self._client.calls.create(
                to=call.to,
                from_=call.from_,
                url=call.url,
                status_callback=call.status_url,
                status_callback_event=_STATUS_EVENTS,
                timeout=call.ring_s,
                **detection,
            )
            return _sid(placed.sid)

    def redirect(self, call_sid: str, url: str) -> None:
        """Let a call in progress ask another address for instructions, whatever it is doing.

        Raises:
            CallGone: it is over.
        """
        with _typed_failures(_GONE):
            self._client.calls(call_sid).update(url=url, method="POST")

    def instruct(self, call_sid: str, twiml: str) -> None:
        """Give a call in progress other instructions, whatever it is doing.

        Raises:
            CallGone: it is over.
            ValueError: over MAX_INLINE_TWIML_LENGTH.
        """
        if len(twiml) > MAX_INLINE_TWIML_LENGTH:
            raise ValueError("Too long to go with a request: redirect the call to an address")
        with _typed_failures(_GONE):
            self._client.calls(call_sid).update(twiml=twiml)

    def hang_up(self, call_sid: str) -> None:
        """Make sure a call is over, ringing or answered; one that is over already is fine."""
        with suppress(CallGone), _typed_failures(_GONE):
            self._client.calls(call_sid).update(status="completed")

    def fetch(self, call_sid: str) -> CallStatus:
        """How far a call is.

        Raises:
            CallGone: there is no such call.
        """
        with _typed_failures(_GONE):
            return CallStatus(self._client.calls(call_sid).fetch().status)

    def in_conference(self, name: str) -> frozenset[str]:
        """CallSids of those who are in the open conference of that name; empty where none is."""
        with _typed_failures():
            found = self._client.conferences.list(friendly_name=name, limit=_CONFERENCES)
            return frozenset(
                _sid(participant.call_sid)
                for conference in found
                if conference.status != "completed"
                for participant in self._client.conferences(
                    _sid(conference.sid)
                ).participants.list()
            )

    def send_message(self, to: str, from_: str, body: str) -> str:
        """Send a text message and give its identifier; it has not been delivered yet.

        Never sent twice where the first request may have arrived: that is AnswerLost.
        """
        with _typed_failures():
            return _sid(self._client.messages.create(to=to, from_=from_, body=body).sid)

    def close(self) -> None:
        """Close all connections."""
        self._http.close()


@contextmanager
def _typed_failures(gone: tuple[int, ...] = ()) -> Iterator[None]:
    """The SDK's exceptions as failures of this package; codes in `gone` mean CallGone."""
    try:
        yield
    except TwilioRestException as refused:
        raise _failure(refused.code or refused.status, refused.msg, gone) from refused
    except TwilioServiceException as refused:
        raise _failure(refused.code, refused.title, gone) from refused
    except TwilioException as odd:
        raise _of_a_list(odd) from odd
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise AnswerLost(_ODD) from error


def _failure(code: int, message: str, gone: tuple[int, ...]) -> CallFailure:
    if code in gone:
        return CallGone(f"The call is over or unknown ({code})")
    return CallRefused(code, message)


def _of_a_list(odd: TwilioException) -> CallFailure:
    """What the SDK says of a list with its base exception alone: a sentence, and the answer."""
    status = next((getattr(each, "status_code", None) for each in odd.args[1:]), None)
    return CallRefused(status, str(odd.args[0])) if isinstance(status, int) else AnswerLost(_ODD)


def _sid(sid: object) -> str:
    if not isinstance(sid, str) or not sid:
        raise ValueError("no identifier in the answer")
    return sid
