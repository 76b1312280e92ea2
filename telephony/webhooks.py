"""Twilio's webhooks: form parameters in, what happened out. Checking signatures comes before.

Sources: https://www.twilio.com/docs/voice/twiml#request-parameters,
https://www.twilio.com/docs/voice/api/call-resource#statuscallback,
https://www.twilio.com/docs/voice/twiml/stream and https://www.twilio.com/docs/voice/twiml/gather
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeVar

from telephony.addresses import caller_address
from telephony.statuses import CallStatus, StreamStatus

IDEMPOTENCY_HEADER = "I-Twilio-Idempotency-Token"
_SID = re.compile(r"[A-Z]{2}[0-9a-fA-F]{32}", re.ASCII)
_DIGITS = re.compile(r"[0-9A-D*#]{0,128}", re.ASCII)
_IDEMPOTENCY_TOKEN = re.compile(r"[0-9A-Za-z._-]{1,128}", re.ASCII)
_MAX_LENGTH = 512
"""Characters of a parameter that is kept."""

Form = Mapping[str, str]
Code = Literal["missing", "bad_field", "unknown_status"]
Direction = Literal["inbound", "outbound"]
Word = TypeVar("Word", bound=StrEnum)


class MalformedWebhook(Exception):
    """A webhook lacks a parameter or has one that can't be.

    `code` is one of: missing, bad_field, unknown_status. The text names the parameter and never
    repeats its value.
    """

    def __init__(self, code: Code, what: str) -> None:
        super().__init__(what)
        self.code = code


@dataclass(frozen=True)
class IncomingCall:
    """A call asks for its first instructions."""

    call_sid: str
    account_sid: str
    from_: str | None
    """E.164 number, `client:` or `sip:` address; None where it is withheld."""
    to: str
    direction: Direction
    """`inbound` where the caller rang; `outbound` where this line did."""
    forwarded_from: str | None
    """The number that forwarded the call here, where the network tells."""


@dataclass(frozen=True)
class CallStatusChanged:
    """A call went on or ended."""

    call_sid: str
    status: CallStatus
    sequence: int | None
    """Order among the reports of this call, from 0; None where Twilio gives none."""
    duration_s: int | None
    """Seconds the call lasted, once it is over."""


@dataclass(frozen=True)
class StreamStatusChanged:
    """A media stream began, ended or broke."""

    call_sid: str
    stream_sid: str
    status: StreamStatus
    error: str | None
    """Twilio's own words, for the log."""


@dataclass(frozen=True)
class DigitsGathered:
    """A Gather is over."""

    call_sid: str
    digits: str
    """The keys pressed, without the finishing one; empty where there were none."""


class ConferenceEvent(StrEnum):
    """What happened in a conference; the values are Twilio's words."""

    START = "conference-start"
    END = "conference-end"
    JOIN = "participant-join"
    LEAVE = "participant-leave"


@dataclass(frozen=True)
class ConferenceReport:
    """Something happened in a conference.

    Source: https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallbackEvent
    """

    conference_sid: str
    name: str
    """The friendly name."""
    event: ConferenceEvent
    sequence: int
    """Order among the reports of this conference, from 1."""
    call_sid: str | None
    """The participant's call, where it is about one."""
    label: str | None
    """The participant's label."""
    reason: str | None
    """Why the participant left or the conference ended, in Twilio's words."""


class AnsweredBy(StrEnum):
    """Who picked up, as Twilio's detection tells; the values are its words.

    Source: https://www.twilio.com/docs/voice/answering-machine-detection
    """

    HUMAN = "human"
    MACHINE = "machine_start"
    FAX = "fax"
    UNKNOWN = "unknown"


def incoming_call(form: Form) -> IncomingCall:
    """The first request of a call. Any caller number at all is taken.

    Raises:
        MalformedWebhook: it is not such a request.
    """
    return IncomingCall(
        call_sid=_sid(form, "CallSid"),
        account_sid=_sid(form, "AccountSid"),
        from_=caller_address(_text(form, "From")),
        to=_required(form, "To"),
        direction="inbound" if _required(form, "Direction") == "inbound" else "outbound",
        forwarded_from=caller_address(_text(form, "ForwardedFrom")),
    )


def call_status(form: Form) -> CallStatusChanged:
    """A status callback of a call.

    Raises:
        MalformedWebhook: it is not such a request.
    """
    return CallStatusChanged(
        call_sid=_sid(form, "CallSid"),
        status=_word(form, "CallStatus", CallStatus),
        sequence=_number(form, "SequenceNumber"),
        duration_s=_number(form, "CallDuration"),
    )


def stream_status(form: Form) -> StreamStatusChanged:
    """A status callback of a media stream.

    Raises:
        MalformedWebhook: it is not such a request.
    """
    return StreamStatusChanged(
        call_sid=_sid(form, "CallSid"),
        stream_sid=_sid(form, "StreamSid"),
        status=_word(form, "StreamEvent", StreamStatus),
        error=_text(form, "StreamError") or None,
    )


def conference_report(form: Form) -> ConferenceReport:
    """A status callback of a conference.

    Raises:
        MalformedWebhook: it is not such a request.
    """
    sequence = _number(form, "SequenceNumber")
    if sequence is None:
        raise MalformedWebhook("missing", "SequenceNumber is missing")
    return ConferenceReport(
        conference_sid=_sid(form, "ConferenceSid"),
        name=_required(form, "FriendlyName"),
        event=_word(form, "StatusCallbackEvent", ConferenceEvent),
        sequence=sequence,
        call_sid=_sid(form, "CallSid") if "CallSid" in form else None,
        label=_text(form, "ParticipantLabel") or None,
        reason=_text(form, "ReasonParticipantLeft") or _text(form, "ReasonConferenceEnded") or None,
    )


def answered_by(form: Form) -> AnsweredBy:
    """The result of the detection of answering machines.

    Raises:
        MalformedWebhook: it is not such a request.
    """
    return _word(form, "AnsweredBy", AnsweredBy)


def digits_gathered(form: Form) -> DigitsGathered:
    """The result of a Gather.

    Raises:
        MalformedWebhook: it is not such a request.
    """
    digits = _text(form, "Digits")
    if not _DIGITS.fullmatch(digits):
        raise MalformedWebhook("bad_field", "Digits has characters no keypad has")
    return DigitsGathered(call_sid=_sid(form, "CallSid"), digits=digits)


def idempotency_token(header: str | None) -> str | None:
    """What all attempts at delivering one webhook have in common.

    Args:
        header: the value of IDEMPOTENCY_HEADER.

    Returns:
        The token, or None where there is none or it has no such form.
    """
    if header is None or not _IDEMPOTENCY_TOKEN.fullmatch(header):
        return None
    return header


def _text(form: Form, name: str) -> str:
    value = form.get(name, "").strip()
    if len(value) > _MAX_LENGTH or not value.isprintable():
        raise MalformedWebhook("bad_field", f"{name} is not a short printable text")
    return value


def _required(form: Form, name: str) -> str:
    value = _text(form, name)
    if not value:
        raise MalformedWebhook("missing", f"{name} is missing")
    return value


def _sid(form: Form, name: str) -> str:
    value = _required(form, name)
    if not _SID.fullmatch(value):
        raise MalformedWebhook("bad_field", f"{name} is not an identifier")
    return value


def _word(form: Form, name: str, words: type[Word]) -> Word:
    try:
        return words(_required(form, name))
    except ValueError as error:
        raise MalformedWebhook("unknown_status", f"{name} is no status known here") from error


def _number(form: Form, name: str) -> int | None:
    value = _text(form, name)
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise MalformedWebhook("bad_field", f"{name} is not a whole number")
    return int(value)
