"""Participants of a conference: call them in, look them up, mute, hold, coach, let go.

Source: https://www.twilio.com/docs/voice/api/conference-participant-resource
"""

from aiohttp import web
from twilio.twiml.voice_response import Dial, VoiceResponse

from telephony.simulator import twiml_checks
from telephony.simulator.call_parameters import API_VERSION, rfc2822
from telephony.simulator.conference import Conference, music
from telephony.simulator.conference_reports import CONFERENCE_EVENTS
from telephony.simulator.execution import Inline
from telephony.simulator.leg import Leg
from telephony.simulator.outgoing import OutgoingCall
from telephony.simulator.reports import Callback
from telephony.simulator.rest.calls import callback_of, parties_of
from telephony.simulator.rest.conferences import conference_of
from telephony.simulator.rest.form import Form, posted, query
from telephony.simulator.rest.keys import NETWORK
from telephony.simulator.rest.paging import PAGING, page_of
from telephony.simulator.rest.refusal import Refusal, not_found
from telephony.simulator.seat import Seat

_CREATE = frozenset(
    {
        *("From", "To", "CallerId", "Timeout", "Label", "Muted", "Beep"),
        *("StatusCallback", "StatusCallbackMethod", "StatusCallbackEvent"),
        *("StartConferenceOnEnter", "EndConferenceOnExit", "WaitUrl", "WaitMethod"),
        *("EarlyMedia", "MaxParticipants", "JitterBufferSize", "TimeLimit"),
        *("ConferenceStatusCallback", "ConferenceStatusCallbackMethod"),
        *("ConferenceStatusCallbackEvent", "Coaching", "CallSidToCoach"),
    }
)
_UPDATE = frozenset({"Muted", "Hold", "Coaching", "CallSidToCoach", "EndConferenceOnExit"})


async def create(request: web.Request) -> web.Response:
    """POST /Conferences/{conference}/Participants.json; the conference by SID or name."""
    network = request.app[NETWORK]
    form = await posted(request, _CREATE)
    parties = parties_of(form, network)
    name = request.match_info["conference"]
    conference = network.conferences.find(name) or network.conferences.named(name)
    if conference.status == "completed":
        raise not_found(request)
    _check_coaching(form, conference)
    if complaint := twiml_checks.label(form.text("Label")):
        raise Refusal(400, 16024, f"Label {complaint}")
    conference.reports.settle(_conference_callback(form))
    call = OutgoingCall(
        parties, "outbound-api", form.whole("Timeout", 60, (1, 600)), callback_of(form)
    )
    leg = network.place(call, Inline(_twiml(form, conference.name)), None)
    return web.json_response(_document(conference, leg, None, form), status=201)


async def fetch(request: web.Request) -> web.Response:
    """GET /Conferences/{conference}/Participants/{call}.json; the call by SID or label."""
    conference, seat = _seat(request)
    return web.json_response(_document(conference, seat.leg, seat))


async def list_all(request: web.Request) -> web.Response:
    """GET /Conferences/{conference}/Participants.json."""
    conference = conference_of(request)
    form = query(request, PAGING | {"Muted", "Hold", "Coaching"})
    found = [
        document
        for document in (_document(conference, s.leg, s) for s in conference.seats.values())
        if all(
            not form.has(name) or document[name.lower()] == form.flag(name, otherwise=False)
            for name in ("Muted", "Hold", "Coaching")
        )
    ]
    return page_of(request, form, "participants", found)


async def update(request: web.Request) -> web.Response:
    """POST /Conferences/{conference}/Participants/{call}.json."""
    conference, seat = _seat(request)
    form = await posted(request, _UPDATE)
    if form.has("Muted"):
        conference.mute(seat, form.flag("Muted", seat.muted))
    if form.has("Hold"):
        held = form.flag("Hold", seat.hold is not None)
        conference.hold(seat, (seat.hold or music()) if held else None)
    if form.has("Coaching") or form.has("CallSidToCoach"):
        _check_coaching(form, conference)
        coached = form.text("CallSidToCoach") if form.flag("Coaching", otherwise=True) else None
        conference.coach(seat, coached)
    if form.has("EndConferenceOnExit"):
        seat.end_on_exit = form.flag("EndConferenceOnExit", seat.end_on_exit)
    return web.json_response(_document(conference, seat.leg, seat))


async def delete(request: web.Request) -> web.Response:
    """DELETE /Conferences/{conference}/Participants/{call}.json."""
    conference, seat = _seat(request)
    conference.leave(seat, "participant_updated_via_api")
    return web.Response(status=204)


def _seat(request: web.Request) -> tuple[Conference, Seat]:
    conference = conference_of(request)
    seat = conference.find(request.match_info["call"])
    if seat is None:
        raise not_found(request)
    return conference, seat


def _check_coaching(form: Form, conference: Conference) -> None:
    if form.flag("Coaching", otherwise=False) and not form.has("CallSidToCoach"):
        raise Refusal(400, 20001, "CallSidToCoach is required for coaching")
    if form.has("CallSidToCoach") and form.text("CallSidToCoach") not in conference.seats:
        raise Refusal(400, 13240, "CallSidToCoach is not in the conference")


def _conference_callback(form: Form) -> Callback | None:
    url = form.url("ConferenceStatusCallback")
    if url is None:
        return None
    events = form.events("ConferenceStatusCallbackEvent", CONFERENCE_EVENTS, "start end")
    return Callback(url, form.method("ConferenceStatusCallbackMethod"), events)


def _twiml(form: Form, name: str) -> str:
    """What the participant's call does once it is answered."""
    options = {
        "muted": form.flag("Muted", otherwise=False),
        "start_conference_on_enter": form.flag("StartConferenceOnEnter", otherwise=True),
        "end_conference_on_exit": form.flag("EndConferenceOnExit", otherwise=False),
    }
    texts = {
        "beep": form.text("Beep"),
        "participant_label": form.text("Label"),
        "wait_url": form.url("WaitUrl"),
        "wait_method": form.method("WaitMethod") if form.has("WaitMethod") else "",
        "max_participants": form.text("MaxParticipants"),
        "coach": form.text("CallSidToCoach"),
    }
    dial = Dial(time_limit=form.whole("TimeLimit", 14400, (1, 14400)))
    dial.conference(name, **options, **{key: value for key, value in texts.items() if value})
    response = VoiceResponse()
    response.append(dial)
    return str(response)


def _document(
    conference: Conference, leg: Leg, seat: Seat | None, form: Form | None = None
) -> dict[str, object]:
    account = leg.network.settings.account_sid
    asked = form or Form({})
    path = f"/{API_VERSION}/Accounts/{account}/Conferences/{conference.sid}"
    return {
        "account_sid": account,
        "call_sid": leg.sid,
        "label": (seat.entry.label if seat else asked.text("Label")) or None,
        "call_sid_to_coach": (seat.coach if seat else asked.text("CallSidToCoach")) or None,
        "coaching": bool(seat.coach if seat else asked.text("CallSidToCoach")),
        "conference_sid": conference.sid,
        "date_created": rfc2822(leg.created_at),
        "date_updated": rfc2822(conference.updated_at),
        "end_conference_on_exit": (
            seat.end_on_exit if seat else asked.flag("EndConferenceOnExit", otherwise=False)
        ),
        "muted": seat.muted if seat else asked.flag("Muted", otherwise=False),
        "hold": seat is not None and seat.hold is not None,
        "start_conference_on_enter": (
            seat.entry.start_on_enter
            if seat
            else asked.flag("StartConferenceOnEnter", otherwise=True)
        ),
        "status": "connected" if seat else "queued",
        "queue_time": "0",
        "uri": f"{path}/Participants/{leg.sid}.json",
    }
