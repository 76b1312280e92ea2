"""What a request of the page's scripts asks for."""

from collections.abc import Mapping

from flask import request
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from flows.events import Json
from ivr.web.auth.sessions import LONGEST

STALE = "The page was open for too long. Load it again."


def asked_for() -> Mapping[str, Json]:
    """The request's JSON object; empty where it has none."""
    asked = request.get_json(silent=True)
    return asked if isinstance(asked, dict) else {}


def text_in(asked: Mapping[str, Json], key: str) -> str:
    """A text of it; empty where there is none."""
    value = asked.get(key, "")
    return value if isinstance(value, str) else ""


def is_pages_own(token: str | None) -> bool:
    """Whether a token is one that a page of this browser's session was given."""
    try:
        validate_csrf(token, time_limit=int(LONGEST.total_seconds()))
    except ValidationError:
        return False
    return True
