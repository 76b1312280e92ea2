"""The webhooks of ringing a caller back: `/voice/callback/…?callback=NUMBER&user=NUMBER`."""

from flask import Blueprint, Response, request

from ivr.transfer.ring_back import Claim, RingBack, ToDial
from ivr.web.voice.answers import xml
from ivr.web.voice.numbers import number_in_query
from telephony import twiml
from telephony.statuses import CallStatus
from telephony.twiml import DialUrls
from telephony.webhooks import call_status, dial_over, digits_gathered

_GONE = "This callback is no longer yours. Goodbye."
_CALL, _CALLED = "1", "They are being called now."
_NOT_CALLED = "Nobody was called. The callback stays on your desk. Goodbye."
_NOT_REACHED = "They did not answer. The callback stays on your desk. Goodbye."


class CallbackWebhooks:
    """One method a webhook; each reads the form of the request at hand."""

    def __init__(self, ring_back: RingBack, origin: str) -> None:
        self._ring_back = ring_back
        self._origin = origin

    def add_to(self, blueprint: Blueprint) -> None:
        """Add the routes to the blueprint of `/voice`."""
        for name, answer in (
            ("agent", self.callback_agent),
            ("key", self.callback_key),
            ("status", self.callback_status),
            ("answered", self.callback_answered),
            ("over", self.callback_over),
        ):
            blueprint.post(f"/callback/{name}")(answer)

    def callback_agent(self) -> Response:
        """The agent picked up."""
        to_dial = self._ring_back.picked_up(_claim())
        if to_dial is None:
            return xml(twiml.say_then_hang_up(_GONE))
        return self._ask(to_dial)

    def callback_key(self) -> Response:
        """The agent pressed a key, or none."""
        to_dial, digits = self._ring_back.picked_up(_claim()), digits_gathered(request.form).digits
        if to_dial is None:
            return xml(twiml.say_then_hang_up(_GONE))
        if not digits:
            return xml(twiml.say_then_hang_up(_NOT_CALLED))
        if digits != _CALL:
            return self._ask(to_dial)
        urls = DialUrls(answered=self._url("answered"), over=self._url("over"))
        return xml(twiml.say_then_dial(_CALLED, to_dial.number, to_dial.caller_id, urls))

    def callback_status(self) -> Response:
        """The agent's leg went on or ended."""
        self._ring_back.leg_changed(_claim(), call_status(request.form).status)
        return Response(status=204)

    def callback_answered(self) -> Response:
        """The caller's leg reports."""
        if call_status(request.form).status is CallStatus.IN_PROGRESS:
            self._ring_back.answered(_claim())
        return Response(status=204)

    def callback_over(self) -> Response:
        """The call to the caller is over, or was not answered."""
        if dial_over(request.form).was_answered:
            self._ring_back.answered(_claim())
            return xml(twiml.hang_up())
        self._ring_back.not_answered(_claim())
        return xml(twiml.say_then_hang_up(_NOT_REACHED))

    def _ask(self, to_dial: ToDial) -> Response:
        key = self._url("key")
        return xml(twiml.gather(to_dial.question, key, key))

    def _url(self, name: str) -> str:
        return f"{self._origin}/voice/callback/{name}?{request.query_string.decode()}"


def _claim() -> Claim:
    return Claim(number_in_query("callback"), number_in_query("user"))
