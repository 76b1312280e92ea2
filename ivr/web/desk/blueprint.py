"""The routes of the desk; every one of them asks who is there."""

from flask import (
    Blueprint,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import (
    Response as FlaskResponse,
)
from flask_wtf.csrf import generate_csrf, validate_csrf
from werkzeug.wrappers import Response
from wtforms import ValidationError

from ivr.store.failures import DatabaseFailure
from ivr.web.auth.forms import TokenForm
from ivr.web.auth.sessions import LONGEST
from ivr.web.desk.actions import DeskActions
from ivr.web.desk.pages import DeskPages
from ivr.web.desk.parts import DeskParts
from ivr.web.desk.regions import NoAgent
from ivr.web.security import with_twilios_phone

_ID = "int(max=2147483647)"
"""A row's number: the greatest one that a database column can hold."""
_NO_AGENT = "You take no calls, so there is no desk for you."
_NOT_TEXT = "That can't be kept: it holds a character that is none."
_STALE = "The page was open for too long. Load it again."


def desk_blueprint(parts: DeskParts) -> Blueprint:
    """`/desk` and all under it.

    Needs the blueprints of `ivr.web.design`, `ivr.web.auth` and `ivr.web.records` beside it.
    """
    pages, actions = DeskPages(parts), DeskActions(parts)
    blueprint = Blueprint("desk", __name__, template_folder="templates", url_prefix="/desk")
    for rule, view in (
        ("", pages.desk),
        ("/events", pages.events),
        ("/customer", pages.customer),
        ("/calls/<call_sid>", pages.call),
        (f"/voicemails/<{_ID}:voicemail_id>.wav", pages.recording),
        ("/phone-token", pages.phone_token),
    ):
        blueprint.get(rule)(view)
    for rule, action in (
        ("/state", actions.switch),
        (f"/attempts/<{_ID}:attempt_id>/accept", actions.accept),
        (f"/attempts/<{_ID}:attempt_id>/decline", actions.decline),
        (f"/attempts/<{_ID}:attempt_id>/notes", actions.keep_notes),
        (f"/transfers/<{_ID}:transfer_id>/hand-back", actions.hand_back),
        (f"/callbacks/<{_ID}:callback_id>/ring", actions.ring_back),
        (f"/callbacks/<{_ID}:callback_id>/settle", actions.settle),
        (f"/voicemails/<{_ID}:voicemail_id>/ring", actions.ring_back_after),
        (f"/voicemails/<{_ID}:voicemail_id>/done", actions.finish),
    ):
        blueprint.post(rule)(action)
    blueprint.before_request(lambda: _refusal(parts))
    blueprint.after_request(_keep_private)
    if parts.phones is not None:
        blueprint.after_request(with_twilios_phone)
    blueprint.register_error_handler(DatabaseFailure, _unreadable)
    blueprint.register_error_handler(NoAgent, lambda _: _refused(_NO_AGENT, 403))
    blueprint.context_processor(_for_templates)
    return blueprint


def _refusal(parts: DeskParts) -> Response | None:
    """What answers a request in place of its view; None where the view may answer."""
    who = parts.sessions.current()
    if who is None:
        if "HX-Request" in request.headers:
            return Response(status=401, headers={"HX-Refresh": "true"})
        if request.method != "GET":
            return redirect(url_for("auth.sign_in"))
        return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")))
    g.signed_in = who
    if any("\0" in text for text in (request.path, *request.form.values())):
        return _refused(_NOT_TEXT, 400)
    return None if request.method in ("GET", "HEAD", "OPTIONS") else _without_token()


def _without_token() -> Response | None:
    token = request.headers.get("X-CSRFToken") or request.form.get("csrf_token")
    try:
        validate_csrf(token, time_limit=int(LONGEST.total_seconds()))
    except ValidationError:
        return _refused(_STALE, 400)
    return None


def _for_templates() -> dict[str, object]:
    return {"token": generate_csrf(), "me": g.get("signed_in"), "sign_out_form": TokenForm()}


def _refused(sentence: str, status: int) -> Response:
    if "HX-Request" in request.headers:
        shown = render_template("desk/_answer.html", regions=(), sentence=sentence)
    else:
        shown = render_template("desk/refused.html", sentence=sentence)
    return make_response(shown, status)


def _unreadable(failure: Exception) -> Response:
    return _refused(f"That did not work: {failure}. Calls go on; try again.", 503)


def _keep_private(response: FlaskResponse) -> FlaskResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
