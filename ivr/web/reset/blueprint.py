"""The route `/reset/<token>`: whoever has the link chooses a new password with it, once.

The token is a secret: it is in no log line and no answer, and leaves with no `Referer`.
"""

from collections.abc import Callable
from datetime import datetime

import structlog
from flask import Blueprint, make_response, render_template
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure
from ivr.store.recorder import utc_now
from ivr.web.reset.forms import LONGEST, SHORTEST, NewPasswordForm, problem_of
from ivr.web.reset.links import Links, Standing

_log = structlog.get_logger(__name__)
_STALE = (
    "The page was open for too long, or your browser keeps no cookies for it."
    " Please type the password again."
)
_GONE: dict[Standing, str] = {
    "used": "This link was used already. If it was you, your new password works. If it was not,"
    " please call us now.",
    "expired": "This link is too old. A link works for 30 minutes, and only the newest one works.",
    "barred": "The account is locked, and a new password won't open it.",
    "unknown": "This link is not valid. Open it just as it is in the text message.",
}


def reset_blueprint(database: Database, clock: Callable[[], datetime] = utc_now) -> Blueprint:
    """The page of a link.

    Needs the blueprint of `ivr.web.design` beside it, and a secret key in the application.

    Args:
        database: where links and passwords are kept.
        clock: gives the time, in UTC.
    """
    links = Links(database, clock)
    blueprint = Blueprint("reset", __name__, template_folder="templates")

    @blueprint.route("/reset/<token>", methods=["GET", "POST"])
    def new_password(token: str) -> Response:
        return _answer(links, token)

    blueprint.after_request(_keep_private)
    blueprint.register_error_handler(DatabaseFailure, _unreadable)
    blueprint.register_error_handler(Exception, _broken)
    return blueprint


def _answer(links: Links, token: str) -> Response:
    standing = links.standing(token)
    if standing != "open":
        return _gone(standing)
    form = NewPasswordForm()
    if not form.is_submitted():
        return _form(form, None, 200)
    if not form.validate():
        return _form(form, _STALE, 400)
    password, again = form.password.data or "", form.again.data or ""
    if problem := problem_of(password, again):
        return _form(form, problem, 422)
    standing = links.use(token, password)
    if standing != "open":
        return _gone(standing)
    return make_response(render_template("reset/done.html"))


def _form(form: NewPasswordForm, problem: str | None, status: int) -> Response:
    shown = render_template(
        "reset/form.html", form=form, problem=problem, shortest=SHORTEST, longest=LONGEST
    )
    return make_response(shown, status)


def _gone(standing: Standing) -> Response:
    shown = render_template("reset/gone.html", sentence=_GONE[standing], standing=standing)
    return make_response(shown, 404 if standing == "unknown" else 410)


def _unreadable(failure: Exception) -> Response:
    code = failure.code if isinstance(failure, DatabaseFailure) else ""
    _log.warning("a reset page could not be served", code=code)
    return make_response(render_template("reset/trouble.html"), 503)


def _broken(error: Exception) -> Response | HTTPException:
    """Errors of this page are logged here, without its path, which holds the token."""
    if isinstance(error, HTTPException):
        return error
    _log.error("a reset page broke", error=type(error).__name__)
    return make_response(render_template("reset/trouble.html"), 500)


def _keep_private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
