"""Forms of signing in and out; each carries a token against forged requests."""

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, Length, Regexp


class NameForm(FlaskForm):  # type: ignore[misc]
    """Name and password."""

    name = StringField("Name", validators=[DataRequired(), Length(max=80), Regexp("[^\\0]*$")])
    password = PasswordField("Password", validators=[DataRequired(), Length(max=200)])


class TokenForm(FlaskForm):  # type: ignore[misc]
    """Nothing but the token."""
