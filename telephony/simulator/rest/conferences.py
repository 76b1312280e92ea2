"""Conferences: look up, list and end them.

Source: https://www.twilio.com/docs/voice/api/conference-resource
"""

from aiohttp import web

from telephony.simulator.call_parameters import API_VERSION, rfc2822
from telephony.simulator.conference import Conference
from telephony.simulator.rest.form import posted, query
from telephony.simulator.rest.keys import NETWORK
from telephony.simulator.rest.paging import PAGING, page_of
from telephony.simulator.rest.refusal import Refusal, not_found


async def fetch(request: web.Request) -> web.Response:
    """GET /Conferences/{conference}.json."""
    return web.json_response(_document(request, conference_of(request)))


async def list_all(request: web.Request) -> web.Response:
    """GET /Conferences.json, newest first."""
    form = query(request, PAGING | {"FriendlyName", "Status"})
    found = [
        _document(request, conference)
        for conference in reversed(request.app[NETWORK].conferences.by_sid.values())
        if form.text("FriendlyName") in ("", conference.name)
        and form.text("Status") in ("", conference.status)
    ]
    return page_of(request, form, "conferences", found)


async def update(request: web.Request) -> web.Response:
    """POST /Conferences/{conference}.json: end it."""
    conference = conference_of(request)
    form = await posted(request, frozenset({"Status"}))
    if form.text("Status") != "completed":
        raise Refusal(400, 20001, "Status can be set to completed only")
    conference.end("conference-ended-via-api")
    return web.json_response(_document(request, conference))


def conference_of(request: web.Request) -> Conference:
    """The conference that a request's path names, by SID.

    Raises:
        Refusal: 20404.
    """
    sid = request.match_info["conference"]
    conference = request.app[NETWORK].conferences.by_sid.get(sid)
    if conference is None:
        raise not_found(request)
    return conference


def _document(request: web.Request, conference: Conference) -> dict[str, object]:
    account = request.app[NETWORK].settings.account_sid
    uri = f"/{API_VERSION}/Accounts/{account}/Conferences/{conference.sid}"
    return {
        "sid": conference.sid,
        "account_sid": account,
        "api_version": API_VERSION,
        "friendly_name": conference.name,
        "status": conference.status,
        "region": "us1",
        "date_created": rfc2822(conference.created_at),
        "date_updated": rfc2822(conference.updated_at),
        "reason_conference_ended": conference.reason_ended,
        "call_sid_ending_conference": conference.ended_by,
        "uri": f"{uri}.json",
        "subresource_uris": {
            "participants": f"{uri}/Participants.json",
            "recordings": f"{uri}/Recordings.json",
        },
    }
