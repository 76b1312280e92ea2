"""Forms as Twilio posts them, and forms it never would."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony import webhooks
from telephony.statuses import CallStatus, StreamStatus
from telephony.webhooks import (
    AnsweredBy,
    CallStatusChanged,
    ConferenceEvent,
    ConferenceReport,
    DigitsGathered,
    IncomingCall,
    MalformedWebhook,
    StreamStatusChanged,
)

CALL = "CAaf1b2c3d4e5f60718293a4b5c6d7e8f9"
STREAM = "MZaf1b2c3d4e5f60718293a4b5c6d7e8f9"
ACCOUNT = "ACaf1b2c3d4e5f60718293a4b5c6d7e8f9"
INCOMING = {
    "AccountSid": ACCOUNT,
    "ApiVersion": "2010-04-01",
    "CallSid": CALL,
    "CallStatus": "ringing",
    "CallToken": "%7B%22parentCallInfoToken%22%3A%22" + "x" * 600 + "%22%7D",
    "Called": "+15005550100",
    "CalledCity": "",
    "Caller": "+15005550101",
    "CallerCountry": "US",
    "Direction": "inbound",
    "From": "+15005550101",
    "StirVerstat": "TN-Validation-Passed-A",
    "To": "+15005550100",
}
STATUS = {
    "AccountSid": ACCOUNT,
    "CallbackSource": "call-progress-events",
    "CallDuration": "42",
    "CallSid": CALL,
    "CallStatus": "completed",
    "Direction": "outbound-api",
    "Duration": "1",
    "SequenceNumber": "3",
    "Timestamp": "Tue, 18 Nov 2025 12:00:00 +0000",
}
STREAM_STATUS = {
    "AccountSid": ACCOUNT,
    "CallSid": CALL,
    "StreamEvent": "stream-error",
    "StreamError": "Handshake failed",
    "StreamName": "x",
    "StreamSid": STREAM,
    "Timestamp": "2025-11-18T12:00:00.000Z",
}
CONFERENCE = {
    "AccountSid": ACCOUNT,
    "CallSid": CALL,
    "ConferenceSid": "CFaf1b2c3d4e5f60718293a4b5c6d7e8f9",
    "EndConferenceOnExit": "true",
    "FriendlyName": "room-1-7",
    "ParticipantLabel": "agent",
    "ReasonParticipantLeft": "participant_hung_up",
    "SequenceNumber": "4",
    "StatusCallbackEvent": "participant-leave",
}
ANSWERED = {"AccountSid": ACCOUNT, "CallSid": CALL, "AnsweredBy": "machine_start"}
GATHER = {"AccountSid": ACCOUNT, "CallSid": CALL, "Digits": "1*", "FinishedOnKey": "#", "msg": "x"}


def test_an_incoming_call() -> None:
    assert webhooks.incoming_call(INCOMING) == IncomingCall(
        call_sid=CALL,
        account_sid=ACCOUNT,
        from_="+15005550101",
        to="+15005550100",
        direction="inbound",
        forwarded_from=None,
    )


@pytest.mark.parametrize("caller", ["Anonymous", "+266696687", "", "something else entirely"])
def test_a_call_without_a_number_is_a_call(caller: str) -> None:
    assert webhooks.incoming_call(INCOMING | {"From": caller}).from_ is None


def test_a_call_this_line_placed_and_one_that_was_forwarded() -> None:
    call = webhooks.incoming_call(
        INCOMING | {"Direction": "outbound-api", "ForwardedFrom": "+15005550199"}
    )
    assert (call.direction, call.forwarded_from) == ("outbound", "+15005550199")


def test_a_call_status() -> None:
    assert webhooks.call_status(STATUS) == CallStatusChanged(CALL, CallStatus.COMPLETED, 3, 42)


def test_a_call_status_without_numbers() -> None:
    form = {"CallSid": CALL, "CallStatus": "in-progress"}
    assert webhooks.call_status(form) == CallStatusChanged(CALL, CallStatus.IN_PROGRESS, None, None)


def test_a_stream_status() -> None:
    changed = StreamStatusChanged(CALL, STREAM, StreamStatus.ERROR, "Handshake failed")
    assert webhooks.stream_status(STREAM_STATUS) == changed
    started = webhooks.stream_status(
        {"CallSid": CALL, "StreamSid": STREAM, "StreamEvent": "stream-started"}
    )
    assert (started.status, started.error) == (StreamStatus.STARTED, None)


def test_a_participant_who_left_a_conference() -> None:
    assert webhooks.conference_report(CONFERENCE) == ConferenceReport(
        conference_sid=CONFERENCE["ConferenceSid"],
        name="room-1-7",
        event=ConferenceEvent.LEAVE,
        sequence=4,
        call_sid=CALL,
        label="agent",
        reason="participant_hung_up",
    )


def test_the_end_of_a_conference() -> None:
    form = {
        "ConferenceSid": CONFERENCE["ConferenceSid"],
        "FriendlyName": "room-1-7",
        "ReasonConferenceEnded": "last-participant-left",
        "SequenceNumber": "5",
        "StatusCallbackEvent": "conference-end",
    }
    report = webhooks.conference_report(form)
    assert (report.event, report.reason) == (ConferenceEvent.END, "last-participant-left")
    assert (report.call_sid, report.label) == (None, None)


def test_who_answered() -> None:
    assert webhooks.answered_by(ANSWERED) is AnsweredBy.MACHINE


def test_gathered_digits() -> None:
    assert webhooks.digits_gathered(GATHER) == DigitsGathered(CALL, "1*")
    assert webhooks.digits_gathered({"CallSid": CALL}) == DigitsGathered(CALL, "")


@pytest.mark.parametrize(
    ("parse", "form", "code", "names"),
    [
        (webhooks.incoming_call, {}, "missing", "CallSid"),
        (webhooks.incoming_call, INCOMING | {"CallSid": "CA1"}, "bad_field", "CallSid"),
        (webhooks.incoming_call, INCOMING | {"CallSid": CALL + "0"}, "bad_field", "CallSid"),
        (webhooks.incoming_call, INCOMING | {"To": ""}, "missing", "To"),
        (webhooks.incoming_call, INCOMING | {"To": "9" * 600}, "bad_field", "To"),
        (webhooks.incoming_call, INCOMING | {"From": "+1\x00"}, "bad_field", "From"),
        (webhooks.call_status, STATUS | {"CallStatus": "confused"}, "unknown_status", "CallStatus"),
        (webhooks.call_status, STATUS | {"SequenceNumber": "-1"}, "bad_field", "SequenceNumber"),
        (webhooks.call_status, STATUS | {"CallDuration": "9" * 10}, "bad_field", "CallDuration"),
        (webhooks.stream_status, STREAM_STATUS | {"StreamSid": ""}, "missing", "StreamSid"),
        (webhooks.stream_status, STREAM_STATUS | {"StreamEvent": ""}, "missing", "StreamEvent"),
        (webhooks.conference_report, CONFERENCE | {"SequenceNumber": ""}, "missing", "Sequence"),
        (webhooks.conference_report, CONFERENCE | {"CallSid": "x"}, "bad_field", "CallSid"),
        (webhooks.answered_by, {"AnsweredBy": "a cat"}, "unknown_status", "AnsweredBy"),
        (webhooks.digits_gathered, GATHER | {"Digits": "12x"}, "bad_field", "Digits"),
        (webhooks.digits_gathered, GATHER | {"Digits": "1" * 129}, "bad_field", "Digits"),
    ],
)
def test_malformed_forms_name_the_parameter_and_not_its_value(
    parse: Callable[[dict[str, str]], object], form: dict[str, str], code: str, names: str
) -> None:
    with pytest.raises(MalformedWebhook, match=names) as caught:
        parse(form)
    assert caught.value.code == code
    value = form.get(names, "")
    assert not value or value not in str(caught.value)


ALL = INCOMING | STATUS | STREAM_STATUS | GATHER | CONFERENCE | ANSWERED
names = st.sampled_from(sorted(ALL))
parsers = st.sampled_from(
    [
        webhooks.incoming_call,
        webhooks.call_status,
        webhooks.stream_status,
        webhooks.digits_gathered,
        webhooks.conference_report,
        webhooks.answered_by,
    ]
)


@given(parsers, st.dictionaries(names, st.text(), max_size=4))
def test_any_form_is_parsed_or_malformed(
    parse: Callable[[dict[str, str]], object], odd: dict[str, str]
) -> None:
    try:
        parse(ALL | odd)
    except MalformedWebhook as malformed:
        assert malformed.code in ("missing", "bad_field", "unknown_status")  # noqa: PT017


@pytest.mark.parametrize("token", ["c1b2-77", "ca7a5d08-5d05-4d8a-8c8e-1a4d3cf0e8f4"])
def test_an_idempotency_token(token: str) -> None:
    assert webhooks.idempotency_token(token) == token


@pytest.mark.parametrize("header", [None, "", "a b", "x" * 129, "a\n", "é"])
def test_what_is_no_idempotency_token(header: str | None) -> None:
    assert webhooks.idempotency_token(header) is None
