"""What a request of the page's scripts asks for."""

from collections.abc import Mapping

from flask import request

from flows.events import Json


def asked_for() -> Mapping[str, Json]:
    """The request's JSON object; empty where it has none."""
    asked = request.get_json(silent=True)
    return asked if isinstance(asked, dict) else {}


def text_in(asked: Mapping[str, Json], key: str) -> str:
    """A text of it; empty where there is none."""
    value = asked.get(key, "")
    return value if isinstance(value, str) else ""
