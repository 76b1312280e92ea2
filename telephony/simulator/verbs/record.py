"""`<Record>`: keep what the caller says, as for voicemail.

    <Record action="/voice/recorded" maxLength="60" finishOnKey="#" timeout="5" playBeep="true"/>

Ends at a key, after `timeout` seconds of silence, at maxLength or when the caller hangs up. A
recording of silence alone leads to the next verb, any other to `action`.
Source: https://www.twilio.com/docs/voice/twiml/record
"""

import asyncio
from datetime import UTC, datetime
from typing import cast

from telephony.simulator import tones
from telephony.simulator.call_parameters import API_VERSION, rfc2822
from telephony.simulator.execution import Execution, Fetch, GoOn, Outcome
from telephony.simulator.recordings import Recording, Take
from telephony.simulator.reports import Callback, OrderedReports
from telephony.simulator.settings import Method
from telephony.simulator.sids import new_sid
from telephony.simulator.twiml_document import Element


async def run(execution: Execution, element: Element) -> Outcome:
    """Record, and keep the recording."""
    if element.get("playBeep", "true") == "true":
        await execution.play(tones.beep())
    take, began, pressed = Take(), datetime.now(UTC), [""]
    try:
        await _until_done(execution, element, take, pressed)
    except asyncio.CancelledError:
        action = _kept(execution, element, take, (began, "hangup"))
        if action is not None and execution.leg.is_over:
            execution.after_end(action)
        raise
    return _kept(execution, element, take, (began, pressed[0])) or GoOn()


def _kept(
    execution: Execution, element: Element, take: Take, how: tuple[datetime, str]
) -> Fetch | None:
    """Keep the recording and report it; what to ask then. None where all was silence."""
    if not take.has_sound:
        return None
    began, ended_by = how
    recording = Recording(new_sid("RE"), execution.leg.sid, began, bytes(take.mulaw))
    execution.network.recordings[recording.sid] = recording
    _report(execution, element, recording)
    told = {**_parameters(execution, recording), "Digits": ended_by}
    url = execution.resolve(element.get("action", execution.document_url))
    return Fetch(url, element.get("method", "POST"), told)


async def _until_done(
    execution: Execution, element: Element, take: Take, pressed: list[str]
) -> None:
    ends_with = element.get("finishOnKey", "1234567890*#")
    silence_ms = 1000 * int(element.get("timeout", "5"))

    def press(digit: str) -> None:
        if digit in ends_with:
            pressed[0] = digit

    def done() -> bool:
        return bool(pressed[0]) or (silence_ms > 0 and take.silent_ms >= silence_ms)

    most_ms = 1000 * int(element.get("maxLength", "3600"))
    with execution.leg.connected_to(take), execution.leg.keys_to(press):
        await execution.network.clock.until(done, most_ms)


def _report(execution: Execution, element: Element, recording: Recording) -> None:
    if "recordingStatusCallback" not in element.attributes:
        return
    url = execution.resolve(element.attributes["recordingStatusCallback"])
    method = cast("Method", element.get("recordingStatusCallbackMethod", "POST"))
    if "completed" not in element.get("recordingStatusCallbackEvent", "completed").split():
        return
    network = execution.network
    told = {
        "AccountSid": network.settings.account_sid,
        "CallSid": recording.call_sid,
        **_parameters(execution, recording),
        "RecordingStatus": "completed",
        "RecordingChannels": "1",
        "RecordingStartTime": rfc2822(recording.started_at),
        "RecordingSource": recording.source,
        "RecordingTrack": "inbound",
    }
    reports = OrderedReports(Callback(url, method), network.webhooks, network.notices)
    reports.send(told, network.spawn)


def _parameters(execution: Execution, recording: Recording) -> dict[str, str]:
    network = execution.network
    account = network.settings.account_sid
    path = f"/{API_VERSION}/Accounts/{account}/Recordings/{recording.sid}"
    return {
        "RecordingSid": recording.sid,
        "RecordingUrl": network.rest_address + path,
        "RecordingDuration": str(recording.duration_s),
    }
