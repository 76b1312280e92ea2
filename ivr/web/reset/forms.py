"""The form of a new password; it carries a token against forged requests."""

from flask_wtf import FlaskForm
from wtforms import PasswordField

SHORTEST, LONGEST = 10, 200
"""Characters of a password."""


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password, twice."""

    password = PasswordField("New password")
    again = PasswordField("New password again")


def problem_of(password: str, again: str) -> str | None:
    """What is wrong with a new password, as its owner is told; None where nothing is."""
    if len(password) < SHORTEST:
        return f"The password needs at least {SHORTEST} characters."
    if len(password) > LONGEST:
        return f"The password has more than {LONGEST} characters. Choose a shorter one."
    if len(set(password)) == 1:
        return "The password is one character over and over. Choose another one."
    if password != again:
        return "The two passwords are not the same. Type them again."
    return None
