"""Signing in to the record pages, and out again."""

from dataclasses import dataclass

from flask import make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ivr.web.next_page import wanted_page
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
            return redirect(wanted_page(url_for(_HOME)))
        form = SignInForm()
        if not form.validate_on_submit():
            return self._form(form, form.errors.get("csrf_token") and _STALE, 200)
        try:
            if self.gate.sign_in(form.key.data):
                return redirect(wanted_page(url_for(_HOME)))
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
