"""Recordings: look them up, list them and hear them.

Source: https://www.twilio.com/docs/voice/api/recording
"""

from aiohttp import web

from telephony.simulator.call_parameters import API_VERSION, rfc2822
from telephony.simulator.network import Network
from telephony.simulator.recordings import Recording
from telephony.simulator.rest.form import query
from telephony.simulator.rest.keys import NETWORK
from telephony.simulator.rest.paging import PAGING, page_of
from telephony.simulator.rest.refusal import Refusal, not_found
from telephony.wav import write_wav


async def fetch(request: web.Request) -> web.Response:
    """GET /Recordings/{name}: .json tells of it; .wav, or nothing after the SID, is its sound."""
    network = request.app[NETWORK]
    sid, _, kind = request.match_info["name"].partition(".")
    recording = network.recordings.get(sid)
    if recording is None:
        raise not_found(request)
    if kind == "json":
        return web.json_response(_document(network, recording))
    if kind in ("", "wav"):
        return web.Response(body=write_wav(recording.mulaw), content_type="audio/x-wav")
    raise Refusal(415, 20001, f"the simulator keeps WAV only, not {kind}")


async def list_all(request: web.Request) -> web.Response:
    """GET /Recordings.json, newest first."""
    network = request.app[NETWORK]
    form = query(request, PAGING | {"CallSid"})
    found = [
        _document(network, recording)
        for recording in reversed(network.recordings.values())
        if form.text("CallSid") in ("", recording.call_sid)
    ]
    return page_of(request, form, "recordings", found)


def _document(network: Network, recording: Recording) -> dict[str, object]:
    account = network.settings.account_sid
    path = f"/{API_VERSION}/Accounts/{account}/Recordings/{recording.sid}"
    return {
        "sid": recording.sid,
        "account_sid": account,
        "api_version": API_VERSION,
        "call_sid": recording.call_sid,
        "conference_sid": None,
        "channels": 1,
        "source": recording.source,
        "status": "completed",
        "duration": str(recording.duration_s),
        "start_time": rfc2822(recording.started_at),
        "date_created": rfc2822(recording.started_at),
        "date_updated": rfc2822(recording.started_at),
        "error_code": None,
        "price": None,
        "price_unit": "USD",
        "uri": f"{path}.json",
        "media_url": network.rest_address + path,
        "subresource_uris": {},
    }
