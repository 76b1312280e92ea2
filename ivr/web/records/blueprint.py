"""The routes of the call records; every one of them asks for the key."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, jsonify, make_response, redirect, render_template, request, url_for
from pydantic import SecretStr
from werkzeug.wrappers import Response

from ivr.calls.notes import in_words
from ivr.policy.explain import figures
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure
from ivr.store.recorder import utc_now
from ivr.web.records.forms import SignOutForm
from ivr.web.records.gate import Gate, TooManyAttempts
from ivr.web.records.pages import RecordPages
from ivr.web.records.signing_in import SigningIn
from ivr.web.records.words import intent_words, number_words, verdict_words

_API = "/api/"
_NO_KEY = (
    "Call records are shut: set WARMLINE_RECORDS_KEY to a long random key, then sign in with it."
)
_OPEN_TO_ALL = frozenset({"records.sign_in"})


def records_blueprint(
    database: Database,
    records_key: SecretStr | None,
    clock: Callable[[], datetime] = utc_now,
    may_read: Callable[[], bool] = lambda: False,
) -> Blueprint:
    """The pages `/calls` and `/calls/<sid>`, and `/api/calls/<sid>`.

    Needs the blueprint of `ivr.web.design` beside it, and a secret key in the application.

    Args:
        database: where calls are read.
        records_key: opens pages and API; with None nobody signs in here.
        clock: gives the time, in UTC.
        may_read: whether whoever is signed in otherwise may read them as well.
    """
    gate = Gate(records_key.get_secret_value() if records_key else None)
    pages, signing_in = RecordPages(database, clock), SigningIn(gate)
    blueprint = Blueprint("records", __name__, template_folder="templates")
    for rule, endpoint, view, methods in (
        ("/calls", "calls", pages.calls, ["GET"]),
        ("/calls/<call_sid>", "call", pages.call, ["GET"]),
        ("/calls/<call_sid>/story", "story", pages.story, ["GET"]),
        ("/api/calls/<call_sid>", "document", pages.document, ["GET"]),
        ("/records/sign-in", "sign_in", signing_in.sign_in, ["GET", "POST"]),
        ("/records/sign-out", "sign_out", signing_in.sign_out, ["POST"]),
    ):
        blueprint.add_url_rule(rule, endpoint, view, methods=methods)
    blueprint.before_request(lambda: None if may_read() else _refusal(gate))
    blueprint.after_request(_keep_private)
    blueprint.register_error_handler(DatabaseFailure, _unreadable)
    for words in (in_words, intent_words, number_words, verdict_words, figures):
        blueprint.add_app_template_filter(words)
    blueprint.context_processor(lambda: {"sign_out_form": SignOutForm()})
    return blueprint


def _refusal(gate: Gate) -> Response | None:
    """What answers a request in place of its view; None where the view may answer."""
    if not gate.has_key:
        return _refused(_NO_KEY, 403)
    if request.endpoint in _OPEN_TO_ALL or gate.is_signed_in:
        return None
    if request.path.startswith(_API):
        return _without_bearer(gate)
    if "HX-Request" in request.headers:
        return Response(status=401, headers={"HX-Refresh": "true"})
    return redirect(url_for("records.sign_in", next=request.full_path.rstrip("?")))


def _without_bearer(gate: Gate) -> Response | None:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    try:
        if scheme.lower() == "bearer" and gate.is_right(key.strip()):
            return None
    except TooManyAttempts:
        return _refused("Too many wrong keys; try again in a minute.", 429)
    response = _refused("The records key is needed: Authorization: Bearer <key>.", 401)
    response.headers["WWW-Authenticate"] = 'Bearer realm="call records"'
    return response


def _refused(sentence: str, status: int) -> Response:
    if request.path.startswith(_API):
        return make_response(jsonify(error=sentence), status)
    return make_response(render_template("records/refused.html", sentence=sentence), status)


def _unreadable(failure: Exception) -> Response:
    sentence = f"The records can't be read just now: {failure}. Calls are kept and will appear."
    return _refused(sentence, 503)


def _keep_private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
