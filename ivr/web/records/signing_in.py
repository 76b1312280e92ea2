"""Signing in to the record pages, and out again."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.web.records.forms import SignInForm, SignOutForm
from ivr.web.records.gate import Gate, TooManyAttempts, sign_out

_HOME = "records.calls"


@dataclass(frozen=True)
class SigningIn:
    """Views of the gate."""

    gate: Gate

    def sign_in(self) -> Response:
        """Ask for the key, or look at the one that was given."""
        if self.gate.is_signed_in:
            return redirect(_wanted_page())
        form = SignInForm()
        if not form.validate_on_submit():
            return self._form(form, form.errors.get("csrf_token") and _STALE, 200)
        try:
            if self.gate.sign_in(form.key.data):
                return redirect(_wanted_page())
        except TooManyAttempts:
            return self._form(form, "Too many attempts. Try again in a minute.", 429)
        return self._form(form, "That is not the records key.", 401)

    def sign_out(self) -> Response:
        """Forget the browser."""
        if SignOutForm().validate_on_submit():
            sign_out()
        return redirect(url_for("records.sign_in"))

    def _form(self, form: SignInForm, problem: str | None, status: int) -> Response:
        shown = render_template("records/sign_in.html", form=form, problem=problem)
        return make_response(shown, status)


_STALE = "The form had grown stale. Please try again."


def _wanted_page() -> str:
    """The page that was asked for before signing in, where it is one of ours."""
    wanted = request.args.get("next", "")
    parts = urlsplit(wanted)
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    if ours and not parts.scheme and not parts.netloc and wanted.isprintable():
        return wanted
    return url_for(_HOME)
