"""The routes of the flow editor; every one of them is for admins alone."""

from flask import Blueprint, g, jsonify, make_response, redirect, render_template, request, url_for
from flask import Response as FlaskResponse
from flask_sock import Sock
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from flows.editing.edits import EditRefused
from ivr.releases.drafts import Conflict, Unstorable
from ivr.store.failures import DatabaseFailure
from ivr.store.users import Role
from ivr.trying.conversations import ConversationOver
from ivr.trying.entries import NotEntered
from ivr.trying.saved_tests import TestRefused
from ivr.web.auth.forms import TokenForm
from ivr.web.flow_editor.announcing import AnnouncementForms
from ivr.web.flow_editor.api import EditorApi
from ivr.web.flow_editor.asked import STALE, is_pages_own
from ivr.web.flow_editor.comparing import ComparingApi
from ivr.web.flow_editor.finding import FindingPage
from ivr.web.flow_editor.pages import EditorPages
from ivr.web.flow_editor.parts import EditorParts
from ivr.web.flow_editor.releasing import ReleasePages
from ivr.web.flow_editor.replaying import ReplayApi
from ivr.web.flow_editor.talking import SIGNED_OUT, TalkingApi, comes_from_own_page
from ivr.web.flow_editor.testing import TestsApi
from ivr.web.flow_editor.trying import TryingApi
from ivr.web.flow_editor.view import NoDocument
from ivr.web.security import with_microphone

_API = "/flows/api/"
_EDITOR = "flow_editor.editor"
"""The page that may use the microphone."""
_LARGEST_REQUEST = 2_000_000
"""Bytes; a document is smaller."""
_ID = "int(max=2147483647)"
"""A row's number: the greatest one that a database column can hold."""
_NOT_YOURS = "Flows are changed by admins alone."
_FOREIGN = "Only the editor's own page may talk to a draft."


def flow_editor_blueprint(parts: EditorParts) -> Blueprint:
    """`/flows` and all under it.

    Needs the blueprints of `ivr.web.design`, `ivr.web.auth`, `ivr.web.records` and `ivr.web.desk`
    beside it.
    """
    blueprint = Blueprint("flow_editor", __name__, template_folder="templates", url_prefix="/flows")
    _add_pages(blueprint, parts)
    _add_trying(blueprint, parts)
    blueprint.before_request(lambda: _refusal(parts))
    blueprint.after_request(_keep_private)
    _handle_failures(blueprint)
    blueprint.context_processor(
        lambda: {
            "token": generate_csrf(),
            "me": g.get("signed_in"),
            "sign_out_form": TokenForm(),
        }
    )
    blueprint.app_context_processor(lambda: {"flows_page": url_for("flow_editor.documents")})
    return blueprint


def _add_pages(blueprint: Blueprint, parts: EditorParts) -> None:
    """The routes of the pages, the documents and what makes them live."""
    pages, api, releases = EditorPages(parts), EditorApi(parts), ReleasePages(parts)
    announcing = AnnouncementForms(parts, pages)
    for rule, page in (
        ("", pages.documents),
        ("/publish", releases.review),
        ("/history", releases.history),
        ("/find", FindingPage(parts).find),
        ("/<file>", pages.editor),
        ("/api/forms", api.forms),
        ("/api/documents/<file>", api.document),
        ("/api/documents/<file>/revision", api.revision),
        ("/api/documents/<file>/compared", ComparingApi(parts).compared),
    ):
        blueprint.get(rule)(page)
    for rule, act in (
        ("/api/documents", api.create),
        ("/api/documents/<file>/edit", api.edit),
        ("/api/documents/<file>/text", api.put),
        ("/api/documents/<file>/discard", api.discard),
        ("/api/documents/<file>/remove", api.remove),
        ("/api/hear", api.hear),
        ("/release/publish", releases.publish),
        ("/release/take-over/<file>", releases.take_over),
        ("/release/roll-out", releases.roll_out),
        (f"/release/scheduled/<{_ID}:schedule_id>/cancel", releases.cancel),
        ("/release/back/<version>", releases.roll_back),
        ("/announcements/begin", announcing.announce),
        (f"/announcements/<{_ID}:announcement_id>/end", announcing.end),
    ):
        blueprint.post(rule)(act)


def _add_trying(blueprint: Blueprint, parts: EditorParts) -> None:
    """The routes that try the drafts."""
    trying, testing = TryingApi(parts), TestsApi(parts)
    blueprint.get("/api/tests")(testing.tests)
    Sock().route("/api/try/<name>/talk", bp=blueprint)(TalkingApi(parts).talk)
    for rule, act in (
        ("/api/try", trying.ring),
        ("/api/try/<name>/enter", trying.take_turn),
        ("/api/try/<name>/end", trying.put_down),
        ("/api/try/<name>/save", testing.keep),
        ("/api/replay", ReplayApi(parts).replay),
        (f"/api/tests/<{_ID}:test_id>/run", testing.run),
        (f"/api/tests/<{_ID}:test_id>/remove", testing.forget),
    ):
        blueprint.post(rule)(act)


def _handle_failures(blueprint: Blueprint) -> None:
    blueprint.register_error_handler(NoDocument, lambda missing: _refused(str(missing), 404))
    blueprint.register_error_handler(ConversationOver, lambda over: _refused(str(over), 410))
    for unfit in (EditRefused, Unstorable, NotEntered, TestRefused):
        blueprint.register_error_handler(unfit, lambda why: _refused(str(why), 422))
    blueprint.register_error_handler(Conflict, _conflict)
    blueprint.register_error_handler(
        DatabaseFailure,
        lambda failure: _refused(f"That did not work: {failure}. Nothing was stored.", 503),
    )


def _refusal(parts: EditorParts) -> Response | None:
    """What answers a request in place of its view; None where the view may answer."""
    who = parts.sessions.current()
    if who is None:
        if request.path.startswith(_API):
            return _refused(SIGNED_OUT, 401)
        return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")))
    g.signed_in = who
    if not who.role.may(Role.ADMIN):
        return _refused(_NOT_YOURS, 403)
    if "\0" in request.path or (request.content_length or 0) > _LARGEST_REQUEST:
        return _refused("That is more than a document may be, or none.", 413)
    if request.url_rule is not None and request.url_rule.websocket:
        return None if comes_from_own_page(parts) else _refused(_FOREIGN, 403)
    return None if request.method in ("GET", "HEAD", "OPTIONS") else _without_token()


def _without_token() -> Response | None:
    token = request.headers.get("X-CSRFToken") or request.form.get("csrf_token")
    return None if is_pages_own(token) else _refused(STALE, 400)


def _conflict(conflict: Exception) -> Response:
    by, at = getattr(conflict, "edited_by", ""), getattr(conflict, "edited_at", None)
    shown = at.isoformat() if at else ""
    return make_response(jsonify(error=str(conflict), edited_by=by, edited_at=shown), 409)


def _refused(sentence: str, status: int) -> Response:
    if request.path.startswith(_API):
        return make_response(jsonify(error=sentence), status)
    return make_response(render_template("flow_editor/refused.html", sentence=sentence), status)


def _keep_private(response: FlaskResponse) -> FlaskResponse:
    response.headers["Cache-Control"] = "no-store"
    return with_microphone(response) if request.endpoint == _EDITOR else response
