"""Text messages from the line's own number."""

from typing import Protocol

import structlog

from ivr.actions.failed import ActionFailed, InDoubt
from telephony.call_failures import AnswerLost, CallFailure, CallRefused
from telephony.calls import TwilioCalls

_log = structlog.get_logger(__name__)


class Texts(Protocol):
    """What actions send text messages with."""

    def send(self, to: str, body: str) -> None:
        """Send a text to an E.164 number, once; raises `ActionFailed` where it was not sent."""


class TextMessages:
    """Sends text messages. Thread-safe."""

    def __init__(self, account: TwilioCalls, sender: str) -> None:
        """Send from that number (E.164) of that account."""
        self._account = account
        self._sender = sender

    def send(self, to: str, body: str) -> None:
        """Send a text, once.

        Raises:
            ActionFailed: it was not sent (`sms_refused`, `sms_unreachable`).
            InDoubt: nobody knows whether it was (`sms_in_doubt`).

        The message of either holds neither number nor text.
        """
        try:
            self._account.send_message(to, self._sender, body)
        except CallRefused as refused:
            _log.warning("a text message was refused", twilio_code=refused.code)
            what = f"Twilio refuses to send the text ({refused.code})"
            raise ActionFailed("sms_refused", what) from None
        except AnswerLost:
            raise InDoubt("sms_in_doubt", "the text may have been sent or not") from None
        except CallFailure:
            raise ActionFailed("sms_unreachable", "Twilio can't be reached for a text") from None
