"""Forms of the record pages; each carries a token against forged requests."""

from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import DataRequired, Length


class SignInForm(FlaskForm):  # type: ignore[misc]
    """The key that opens the records."""

    key = PasswordField("Records key", validators=[DataRequired(), Length(max=200)])


class SignOutForm(FlaskForm):  # type: ignore[misc]
    """Nothing but the token."""
