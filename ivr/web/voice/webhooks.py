"""Webhooks of a call: it comes in, its stream is over, its status changes, emergency keys."""

from datetime import UTC, datetime

import structlog
from flask import Blueprint, Response, request

from ivr.calls.arrivals import Arrivals, NextMove
from ivr.calls.events import FaultHappened
from ivr.transfer.addresses import Addresses
from ivr.transfer.wish import Meeting
from ivr.web.voice.answers import malformed, xml
from ivr.web.voice.callback import CallbackWebhooks
from ivr.web.voice.emergency import Menu
from ivr.web.voice.media import TOKEN
from telephony import stream_tokens, twiml
from telephony.statuses import StreamStatus
from telephony.webhooks import (
    IDEMPOTENCY_HEADER,
    MalformedWebhook,
    call_status,
    digits_gathered,
    idempotency_token,
    incoming_call,
    stream_status,
)

log = structlog.get_logger()


def voice_blueprint(arrivals: Arrivals) -> Blueprint:
    """The webhooks under /voice; the signature check is added by the caller."""
    blueprint = Blueprint("voice", __name__, url_prefix="/voice")
    webhooks = _Webhooks(arrivals)
    for path, answer in (
        ("/incoming", webhooks.incoming),
        ("/after-stream", webhooks.after_stream),
        ("/transfer/over", webhooks.transfer_over),
        ("/emergency", webhooks.emergency),
        ("/status", webhooks.status),
        ("/stream-status", webhooks.stream_status),
    ):
        blueprint.post(path)(answer)
    line = arrivals.line
    CallbackWebhooks(line.ring_back, line.settings.public_origin).add_to(blueprint)
    blueprint.register_error_handler(MalformedWebhook, malformed)
    blueprint.after_request(webhooks.stored)
    return blueprint


class _Webhooks:
    """One method a webhook; each reads the form of the request at hand."""

    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals
        self._line = arrivals.line

    def incoming(self) -> Response:
        incoming = incoming_call(request.form)
        return self._carry_out(self._arrivals.comes_in(incoming), incoming.call_sid)

    def after_stream(self) -> Response:
        call_sid = digits_gathered(request.form).call_sid
        return self._carry_out(self._arrivals.stream_over(call_sid), call_sid)

    def transfer_over(self) -> Response:
        over = call_status(request.form)
        move = self._arrivals.transfer_over(over.call_sid, over.status)
        return self._carry_out(move, over.call_sid)

    def emergency(self) -> Response:
        gathered = digits_gathered(request.form)
        return xml(self._menu(gathered.call_sid).take(gathered.digits))

    def status(self) -> Response:
        token = idempotency_token(request.headers.get(IDEMPOTENCY_HEADER))
        self._arrivals.status_changed(call_status(request.form), request.path, token)
        return Response(status=204)

    def stream_status(self) -> Response:
        changed = stream_status(request.form)
        if changed.status is StreamStatus.ERROR:
            what = changed.error or "The network reported a stream error."
            fault = FaultHappened("stream", "stream_error", what)
            self._line.recorder.append(changed.call_sid, fault)
        return Response(status=204)

    def stored(self, response: Response) -> Response:
        """What a webhook recorded is stored before its answer: another process may go on."""
        self._line.recorder.flush()
        return response

    def _carry_out(self, move: NextMove | Meeting, call_sid: str) -> Response:
        match move:
            case Meeting():
                return xml(self._enter(move))
            case NextMove.CONNECT:
                return xml(self._connect(call_sid))
            case NextMove.EMERGENCY:
                return xml(self._menu(call_sid).ask())
            case NextMove.HANG_UP:
                return xml(twiml.hang_up())
            case NextMove.REFUSE:
                log.warning("replayed_webhook_refused", path=request.path)
                return Response("Conflict\n", status=409, mimetype="text/plain")

    def _menu(self, call_sid: str) -> Menu:
        return Menu(self._arrivals, call_sid, self._url("emergency"), "again" in request.args)

    def _connect(self, call_sid: str) -> str:
        token = stream_tokens.issue(self._line.secret, call_sid, datetime.now(UTC))
        return twiml.connect_stream(
            self._line.settings.stream_url,
            {TOKEN: token},
            self._url("after-stream"),
            self._url("stream-status"),
        )

    def _enter(self, meeting: Meeting) -> str:
        addresses = Addresses(self._line.settings.public_origin)
        return twiml.enter_conference(
            twiml.Entry(
                meeting.conference,
                "caller",
                addresses.conference(meeting.attempt_id),
                starts=False,
                after_url=addresses.transfer_over,
            )
        )

    def _url(self, name: str) -> str:
        return f"{self._line.settings.public_origin}/voice/{name}"
