"""Calls: place, look up, list, redirect and end them.

Source: https://www.twilio.com/docs/voice/api/call-resource
"""

from aiohttp import web

from telephony.simulator.call_parameters import API_VERSION, Parties, rfc2822
from telephony.simulator.execution import Fetch, Inline
from telephony.simulator.leg import Leg
from telephony.simulator.machine_detection import DetectionLimits
from telephony.simulator.network import Network
from telephony.simulator.outgoing import DetectMachine, OutgoingCall
from telephony.simulator.reports import CALL_EVENTS, Callback
from telephony.simulator.rest.form import Form, is_callable, is_phone, posted, query
from telephony.simulator.rest.keys import NETWORK
from telephony.simulator.rest.paging import PAGING, page_of
from telephony.simulator.rest.refusal import Refusal, not_found

_MAX_INLINE = 4000
_REFUSED = {
    "+15005550001": 21217,
    "+15005550002": 21214,
    "+15005550003": 21215,
    "+15005550004": 21216,
}
"""Twilio's test numbers that are never called, and why not, by code: not valid, no route, no
permission for that country, blocked.
Source: https://www.twilio.com/docs/iam/test-credentials#test-calls-parameters-to"""
_SOURCE = frozenset({"Url", "Method", "Twiml", "FallbackUrl", "FallbackMethod"})
_CALLBACK = frozenset({"StatusCallback", "StatusCallbackMethod"})
_DETECTION = frozenset(
    {
        *("MachineDetection", "MachineDetectionTimeout", "AsyncAmd", "AsyncAmdStatusCallback"),
        *("AsyncAmdStatusCallbackMethod", "MachineDetectionSpeechThreshold"),
        *("MachineDetectionSpeechEndThreshold", "MachineDetectionSilenceTimeout"),
    }
)
_CREATE = (
    _SOURCE
    | _CALLBACK
    | _DETECTION
    | {"To", "From", "StatusCallbackEvent", "Timeout", "CallerId", "TimeLimit"}
)
_UPDATE = _SOURCE | _CALLBACK | {"Status"}
_LIST = PAGING | {"To", "From", "Status", "ParentCallSid"}


async def create(request: web.Request) -> web.Response:
    """POST /Calls.json: place a call."""
    network = request.app[NETWORK]
    form = await posted(request, _CREATE)
    parties = parties_of(form, network)
    first = _twiml(form)
    if first is None:
        raise Refusal(400, 21205, "Url or Twiml is required")
    fallback = form.url("FallbackUrl")
    call = OutgoingCall(
        parties,
        "outbound-api",
        form.whole("Timeout", 60, (1, 600)),
        callback_of(form),
        detect=_detection(form),
    )
    leg = network.place(
        call, first, Fetch(fallback, form.method("FallbackMethod")) if fallback else None
    )
    return web.json_response(document_of(leg), status=201)


async def fetch(request: web.Request) -> web.Response:
    """GET /Calls/{sid}.json."""
    return web.json_response(document_of(_leg(request)))


async def list_all(request: web.Request) -> web.Response:
    """GET /Calls.json, newest first."""
    form = query(request, _LIST)
    wanted = {
        "to": form.text("To"),
        "from": form.text("From"),
        "status": form.text("Status"),
        "parent_call_sid": form.text("ParentCallSid"),
    }
    legs = reversed(request.app[NETWORK].legs.values())
    documents = [document_of(leg) for leg in legs]
    found = [
        document
        for document in documents
        if all(not value or document[key] == value for key, value in wanted.items())
    ]
    return page_of(request, form, "calls", found)


async def update(request: web.Request) -> web.Response:
    """POST /Calls/{sid}.json: send the call on to other TwiML, or end it."""
    leg = _leg(request)
    form = await posted(request, _UPDATE)
    status = form.text("Status")
    if status not in ("", "canceled", "completed"):
        raise Refusal(400, 21218, f"Status is neither canceled nor completed: {status}")
    first = _twiml(form)
    if not status and first is None:
        raise Refusal(400, 20001, "one of Url, Twiml and Status is required")
    if leg.is_over:
        raise Refusal(400, 21220, "Call is not in-progress. Cannot redirect.")
    if status:
        _end(leg, status)
    elif first is not None:
        _send_on(leg, first, form)
    return web.json_response(document_of(leg))


def callback_of(form: Form) -> Callback | None:
    """The status callback a request asks for."""
    url = form.url("StatusCallback")
    if url is None:
        return None
    events = form.events("StatusCallbackEvent", CALL_EVENTS, "completed")
    return Callback(url, form.method("StatusCallbackMethod"), events)


def document_of(leg: Leg) -> dict[str, object]:
    """A call as REST shows it."""
    account = leg.network.settings.account_sid
    uri = f"/{API_VERSION}/Accounts/{account}/Calls/{leg.sid}"
    parts = ("notifications", "recordings", "payments", "events", "siprec", "streams")
    ended = leg.ended_at
    return {
        "sid": leg.sid,
        "account_sid": account,
        "api_version": API_VERSION,
        "parent_call_sid": leg.parent_sid,
        "to": leg.parties.called,
        "to_formatted": leg.parties.called,
        "from": leg.parties.caller,
        "from_formatted": leg.parties.caller,
        "phone_number_sid": None,
        "status": "queued" if leg.status == "initiated" else leg.status,
        "direction": leg.direction,
        "date_created": rfc2822(leg.created_at),
        "date_updated": rfc2822(ended or leg.started_at or leg.created_at),
        "start_time": rfc2822(leg.started_at) if leg.started_at else None,
        "end_time": rfc2822(ended) if ended else None,
        "duration": str(leg.duration_s) if leg.is_over else None,
        "forwarded_from": leg.parties.forwarded_from,
        "caller_name": leg.parties.caller_name,
        "answered_by": leg.answered_by,
        "annotation": None,
        "group_sid": None,
        "price": None,
        "price_unit": "USD",
        "queue_time": "0",
        "trunk_sid": None,
        "uri": f"{uri}.json",
        "subresource_uris": {part: f"{uri}/{part.title()}.json" for part in parts},
    }


def _leg(request: web.Request) -> Leg:
    leg = request.app[NETWORK].legs.get(request.match_info["sid"])
    if leg is None:
        raise not_found(request)
    return leg


def _detection(form: Form) -> DetectMachine | None:
    """The machine detection a request asks for, in the background alone.

    Raises:
        Refusal: 20001.
    """
    kind = form.text("MachineDetection")
    if not kind:
        return None
    if kind != "Enable" or form.text("AsyncAmd") != "true":
        what = "the simulator detects machines with MachineDetection=Enable and AsyncAmd=true only"
        raise Refusal(400, 20001, what)
    usual = DetectionLimits()
    url = form.url("AsyncAmdStatusCallback")
    limits = DetectionLimits(
        form.whole("MachineDetectionSpeechThreshold", usual.speech_threshold_ms, (1000, 6000)),
        form.whole("MachineDetectionSpeechEndThreshold", usual.speech_end_ms, (500, 5000)),
        form.whole("MachineDetectionSilenceTimeout", usual.silence_ms, (2000, 10000)),
    )
    callback = Callback(url, form.method("AsyncAmdStatusCallbackMethod")) if url else None
    return DetectMachine(limits, callback)


def parties_of(form: Form, network: Network) -> Parties:
    """Who a request wants to be called, and on whose behalf.

    Raises:
        Refusal: 21201, 21211, 21213, 21212, 21210, or what a test number stands for.
    """
    called, caller = form.text("To"), form.text("From")
    if not called:
        raise Refusal(400, 21201, "No 'To' number is specified")
    if not caller:
        raise Refusal(400, 21213, "Caller phone number is required: no 'From' number is specified")
    if not is_callable(called):
        raise Refusal(
            400, 21211, f"The phone number you are attempting to call is not valid: {called}"
        )
    if called in _REFUSED:
        raise Refusal(400, _REFUSED[called], f"The number {called} cannot be called")
    if not is_callable(caller):
        raise Refusal(400, 21212, f"The source phone number provided is not valid: {caller}")
    if is_phone(caller) and caller not in network.settings.numbers:
        raise Refusal(
            400, 21210, f"The source phone number provided, {caller}, is not yet verified"
        )
    return Parties(form.text("CallerId") or caller, called)


def _twiml(form: Form) -> Fetch | Inline | None:
    """Where the TwiML is; where both are given, Url counts."""
    url, twiml = form.url("Url"), form.text("Twiml")
    if url is not None:
        return Fetch(url, form.method("Method"))
    if len(twiml) > _MAX_INLINE:
        raise Refusal(400, 20001, f"Twiml has {len(twiml)} characters; {_MAX_INLINE} at most")
    return Inline(twiml) if twiml else None


def _end(leg: Leg, status: str) -> None:
    """Canceled ends calls that wait or ring, completed ends those that are up, too."""
    if leg.is_up:
        if status == "canceled":
            raise Refusal(400, 21220, "Call is in-progress. Cannot cancel.")
        leg.finish("completed")
    else:
        leg.finish("canceled")


def _send_on(leg: Leg, first: Fetch | Inline, form: Form) -> None:
    if not leg.is_up and leg.direction != "inbound":
        raise Refusal(400, 21220, "Call is not in-progress. Cannot redirect.")
    callback = callback_of(form)
    if callback is not None:
        leg.network.tell(leg, callback)
    url = form.url("FallbackUrl")
    leg.execute(first, Fetch(url, form.method("FallbackMethod")) if url else None)
