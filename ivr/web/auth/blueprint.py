"""The routes `/sign-in` and `/sign-out`."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.store.failures import DatabaseFailure
from ivr.web.auth.forms import NameForm, TokenForm
from ivr.web.auth.sessions import Sessions
from ivr.web.auth.tries import Tries
from ivr.web.next_page import wanted_page

_STALE = "The page was open for too long. Please try again."
_TOO_MANY = "Too many attempts. Try again in a minute."
_WRONG = "Name or password is wrong."
_EMPTY = "Type your name and your password."
_AWAY = "Nobody can be signed in just now: the database is away. Calls go on."


def auth_blueprint(sessions_here: Sessions, home: str) -> Blueprint:
    """Signing in and out.

    Needs the blueprint of `ivr.web.design` beside it, and a secret key in the application.

    Args:
        sessions_here: of the application's users.
        home: endpoint of the page that opens after signing in.
    """
    tries = Tries()
    blueprint = Blueprint("auth", __name__, template_folder="templates")

    @blueprint.route("/sign-in", methods=["GET", "POST"])
    def sign_in() -> Response:
        if sessions_here.current() is not None:
            return redirect(wanted_page(url_for(home)))
        form = NameForm()
        if not form.is_submitted():
            return _form(form, None, 200)
        if not form.validate():
            return _form(form, _STALE if form.csrf_token.errors else _EMPTY, 400)
        return _judged(sessions_here, tries, form, home)

    @blueprint.post("/sign-out")
    def sign_out() -> Response:
        if TokenForm().validate_on_submit():
            sessions_here.end()
        return redirect(url_for("auth.sign_in"))

    @blueprint.after_request
    def _keep_private(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    blueprint.app_context_processor(lambda: {"sign_in_page": url_for("auth.sign_in")})
    blueprint.register_error_handler(DatabaseFailure, lambda _: _form(NameForm(), _AWAY, 503))
    return blueprint


def _judged(here: Sessions, tries: Tries, form: NameForm, home: str) -> Response:
    address, name = request.remote_addr or "", form.name.data
    if not tries.begin(address, name):
        return _form(form, _TOO_MANY, 429)
    wrong = False
    try:
        wrong = not here.begin(name, form.password.data)
    finally:
        tries.end(address, name, wrong=wrong)
    if wrong:
        return _form(form, _WRONG, 401)
    return redirect(wanted_page(url_for(home)))


def _form(form: NameForm, problem: str | None, status: int) -> Response:
    shown = render_template("auth/sign_in.html", form=form, problem=problem)
    return make_response(shown, status)
