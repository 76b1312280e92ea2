"""Webhooks of a transfer: the agent's leg, and the conference. The attempt is in the query."""

import structlog
from flask import Blueprint, Response, request

from ivr.store.failures import DatabaseFailure
from ivr.transfer.addresses import Addresses
from ivr.transfer.wish import AgentHears, Gone, Join, OnTheWay, Whisper
from ivr.web.voice.answers import malformed, xml
from ivr.web.voice.numbers import number_in_query
from ivr.wiring import Line
from telephony import twiml
from telephony.webhooks import (
    AnsweredBy,
    MalformedWebhook,
    answered_by,
    call_status,
    conference_report,
    dial_over,
    digits_gathered,
)

log = structlog.get_logger()

KEY_WITHIN_S = 6
"""Silence after the whisper in which a key may be pressed."""
REDIRECT_S = 3
"""So long a leg whose call was taken at the desk waits to be sent into the conference."""
WAIT_S = 2
"""So long an agent's leg waits for the database before it asks again."""
WAITS_LIMIT = 10
SORRY = "We are sorry, this call can't be connected at the moment. Goodbye."
_ASKING = ("/whisper", "/key", "/join")
"""Ends of the paths whose answer is what the leg does next."""
_MACHINES = frozenset({AnsweredBy.MACHINE, AnsweredBy.FAX})


def agent_blueprint(line: Line) -> Blueprint:
    """The webhooks of agents' legs, as a part of the signed blueprint under /voice."""
    blueprint = Blueprint("agent", __name__)
    webhooks = _Webhooks(line)
    for path, answer in (
        ("/agent/whisper", webhooks.whisper),
        ("/agent/key", webhooks.key),
        ("/agent/join", webhooks.join),
        ("/agent/over", webhooks.over),
        ("/agent/status", webhooks.status),
        ("/agent/machine", webhooks.machine),
        ("/conference", webhooks.conference),
    ):
        blueprint.post(path)(answer)
    blueprint.register_error_handler(MalformedWebhook, malformed)
    blueprint.register_error_handler(DatabaseFailure, _wait)
    return blueprint


class _Webhooks:
    """One method a webhook; each reads the form of the request at hand."""

    def __init__(self, line: Line) -> None:
        self._transfers = line.transfers
        self._addresses = Addresses(line.settings.public_origin)

    def whisper(self) -> Response:
        attempt_id, call_sid = _attempt(), digits_gathered(request.form).call_sid
        return self._answer(attempt_id, self._transfers.picked_up(attempt_id, call_sid))

    def key(self) -> Response:
        attempt_id, digits = _attempt(), digits_gathered(request.form).digits
        return self._answer(attempt_id, self._transfers.keyed(attempt_id, digits))

    def join(self) -> Response:
        attempt_id = _attempt()
        return self._answer(attempt_id, self._transfers.joins(attempt_id))

    def over(self) -> Response:
        if dial_over(request.form).was_answered:
            return xml(twiml.hang_up())
        attempt_id = _attempt()
        return self._answer(attempt_id, self._transfers.not_let_in(attempt_id))

    def status(self) -> Response:
        changed = call_status(request.form)
        self._transfers.leg_changed(_attempt(), changed.call_sid, changed.status)
        return Response(status=204)

    def machine(self) -> Response:
        if answered_by(request.form) in _MACHINES:
            self._transfers.machine_answered(_attempt())
        return Response(status=204)

    def conference(self) -> Response:
        self._transfers.conference_told(_attempt(), conference_report(request.form))
        return Response(status=204)

    def _answer(self, attempt_id: int, hears: AgentHears) -> Response:
        match hears:
            case Whisper(text):
                key = self._addresses.key(attempt_id)
                return xml(twiml.gather(text, key, key, timeout_s=KEY_WITHIN_S))
            case Join(_, conference):
                entry = twiml.Entry(
                    conference,
                    "agent",
                    status_url=self._addresses.conference(attempt_id),
                    after_url=self._addresses.room_over(attempt_id),
                )
                return xml(twiml.enter_conference(entry))
            case OnTheWay():
                return xml(twiml.pause(REDIRECT_S, self._addresses.join(attempt_id)))
            case Gone(sentence):
                return xml(twiml.say_then_hang_up(sentence))


def _attempt() -> int:
    return number_in_query("attempt")


def _wait(failure: DatabaseFailure) -> Response:
    """The database is away: an agent's leg asks again in a moment, a report is lost."""
    log.warning("agent_webhook_waits", path=request.path, code=failure.code)
    if not request.path.endswith(_ASKING):
        return Response("Service Unavailable\n", status=503, mimetype="text/plain")
    waits = request.args.get("waits", "0")
    count = int(waits) if waits.isdigit() and len(waits) < 3 else WAITS_LIMIT
    if count >= WAITS_LIMIT:
        return xml(twiml.say_then_hang_up(SORRY))
    # A key that got lost is asked for again.
    path = request.path.replace("/key", "/whisper")
    return xml(twiml.pause(WAIT_S, f"{path}?attempt={_attempt()}&waits={count + 1}"))
