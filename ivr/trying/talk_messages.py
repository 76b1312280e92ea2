"""What the page and the line tell one another while somebody talks to a draft.

Sound, marks and clears are those of a media stream (`telephony.media_stream`): the page is the
telephone. Beside them the page sends, first of all and then as it likes:

    {"event": "start", "token": "…", "number": "+15005550101", "people": "nobody", "entries": []}
    {"event": "enter", "by": "keys", "text": "4512#"}

and the line sends `ready` (name), `hearing` (text, hidden), `turn` (turn; and entry, what the page
keeps to have the call played again, a secret as it was said), `refused` (error) and, as the last
one, `over` (why; empty where nothing went wrong).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from flows.events import Json
from ivr.trying.entries import By
from telephony.media_stream import MalformedMessage, MarkReturned, Media, Stopped, parse

LARGEST_SOUND = 8_000
"""Bytes of mu-law in one message: a second."""


class NotUnderstood(Exception):
    """A message is none of these."""


@dataclass(frozen=True)
class Typed:
    """The caller typed words or keys, or a button stands for a silence."""

    by: By
    text: str


FromPage = Media | MarkReturned | Stopped | Typed


def started(raw: str | bytes | None) -> Mapping[str, Json]:
    """The first message.

    Args:
        raw: what came; None where nothing did.

    Raises:
        NotUnderstood: it is another one.
    """
    asked = _object(raw or "")
    if asked.get("event") != "start":
        raise NotUnderstood
    return asked


def from_page(raw: str | bytes) -> FromPage:
    """A message after the first.

    Raises:
        NotUnderstood: it is none that the page sends, or has too much sound.
    """
    asked = _object(raw)
    if asked.get("event") == "enter":
        by, text = asked.get("by"), asked.get("text")
        if by not in get_args(By) or not isinstance(text, str):
            raise NotUnderstood
        return Typed(cast("By", by), text)
    try:
        message = parse(raw)
    except MalformedMessage:
        raise NotUnderstood from None
    if isinstance(message, Media) and len(message.payload) > LARGEST_SOUND:
        raise NotUnderstood
    if isinstance(message, Media | MarkReturned | Stopped):
        return message
    raise NotUnderstood


def to_page(event: str, fields: Mapping[str, Json]) -> str:
    """A message of the line's."""
    return json.dumps({"event": event, **fields})


def _object(raw: str | bytes) -> Mapping[str, Json]:
    try:
        asked = json.loads(raw) if isinstance(raw, str) else None
    except (ValueError, RecursionError):
        raise NotUnderstood from None
    if not isinstance(asked, dict):
        raise NotUnderstood
    return asked
