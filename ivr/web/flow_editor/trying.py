"""Conversations with the drafts, a request a turn."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from flask import jsonify
from werkzeug.wrappers import Response

from flows.editing.edits import EditRefused
from flows.events import Json
from flows.problems import FlowsInvalid
from ivr.rehearsal.earlier_call import EARLIER
from ivr.rehearsal.text_call import TextLine
from ivr.releases.loading import read
from ivr.trying.conversation import MOST_TURNS, Calling, Conversation, People
from ivr.trying.conversations import ConversationOver
from ivr.trying.entries import By
from ivr.trying.turn import Turn
from ivr.web.auth.sessions import signed_in
from ivr.web.flow_editor.asked import asked_for, text_in
from ivr.web.flow_editor.documents import documents, together
from ivr.web.flow_editor.parts import EditorParts

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")


def drafted(parts: EditorParts) -> tuple[TextLine, tuple[str, ...]]:
    """The line as it would be with every draft, and the files whose drafts can't be read.

    Raises:
        EditRefused: the documents don't make a line; the message says why.
        DatabaseFailure: drafts can't be read.
    """
    all_of = documents(parts)
    texts = together(all_of)
    left_out = tuple(
        each.file
        for each in all_of.values()
        if each.text is not None and texts.get(each.file) != each.text
    )
    try:
        flows = read(texts).flows
    except FlowsInvalid as invalid:
        first = next(iter(invalid.problems))
        raise EditRefused(f"The drafts can't be tried: {first}") from None
    return TextLine(flows, parts.understand, parts.clock), left_out


@dataclass(frozen=True)
class _Rung:
    """A call that has just begun."""

    name: str
    conversation: Conversation
    first: Turn
    left_out: tuple[str, ...]
    """Files whose drafts can't be read."""


def conversation_of(
    parts: EditorParts, name: str, asked: Mapping[str, Json]
) -> tuple[str, Conversation]:
    """The conversation a request is about, and its name from now on.

    One that this process does not hold, as another one answered before or it was idle for too
    long, is played again from what the request says was entered.

    Raises:
        ConversationOver: it is not here, and the request does not say what was entered.
        EditRefused, NotEntered: it can't be played again; the message says why.
        DatabaseFailure: drafts can't be read.
    """
    owner, entries = _owner(), asked.get("entries")
    try:
        return name, parts.conversations.of(owner, name)
    except ConversationOver:
        if not isinstance(entries, list) or len(entries) > MOST_TURNS:
            raise
    rung = _ring(parts, asked)
    for each in entries:
        rung.conversation.enter(*_entry(each if isinstance(each, dict) else {}))
    return rung.name, rung.conversation


def _ring(parts: EditorParts, asked: Mapping[str, Json]) -> _Rung:
    number, people = text_in(asked, "number").strip(), text_in(asked, "people")
    earlier = text_in(asked, "earlier")
    if not _NUMBER.fullmatch(number):
        raise EditRefused("Write the caller's number as +15005550101.")
    if people not in get_args(People):
        raise EditRefused("Say what comes of a wish for a person.")
    if earlier not in ("", *EARLIER):
        raise EditRefused(f"A caller rang before about nothing, or one of {', '.join(EARLIER)}.")
    line, left_out = drafted(parts)
    calling = Calling(number, cast("People", people), earlier)
    name, conversation = parts.conversations.begin(_owner(), line, calling)
    return _Rung(name, conversation, conversation.begin(), left_out)


def _entry(asked: Mapping[str, Json]) -> tuple[By, str]:
    by = text_in(asked, "by")
    if by not in get_args(By):
        raise EditRefused("A caller speaks, presses keys, stays silent or makes a noise.")
    return cast("By", by), text_in(asked, "text")


def _owner() -> int:
    return signed_in().user_id


@dataclass(frozen=True)
class TryingApi:
    """Views under `/flows/api/try`."""

    parts: EditorParts

    def ring(self) -> Response:
        """Ring the line that the drafts make."""
        rung = _ring(self.parts, asked_for())
        return jsonify(name=rung.name, left_out=rung.left_out, turn=rung.first.as_json())

    def take_turn(self, name: str) -> Response:
        """One turn of the caller's."""
        asked = asked_for()
        entry = _entry(asked)
        now, conversation = conversation_of(self.parts, name, asked)
        return jsonify(name=now, turn=conversation.enter(*entry).as_json())

    def put_down(self, name: str) -> Response:
        """Throw the conversation away."""
        self.parts.conversations.end(_owner(), name)
        return jsonify(ended=True)
