"""Conversations with the drafts, a request a turn."""

import re
from dataclasses import dataclass
from typing import cast, get_args

from flask import g, jsonify
from werkzeug.wrappers import Response

from flows.editing.edits import EditRefused
from flows.problems import FlowsInvalid
from ivr.rehearsal.text_call import TextLine
from ivr.releases.loading import read
from ivr.trying.conversation import By, Calling, People
from ivr.web.auth.sessions import SignedIn
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
class TryingApi:
    """Views under `/flows/api/try`."""

    parts: EditorParts

    def ring(self) -> Response:
        """Ring the line that the drafts make."""
        asked = asked_for()
        number, people = text_in(asked, "number").strip(), text_in(asked, "people")
        if not _NUMBER.fullmatch(number):
            raise EditRefused("Write the caller's number as +15005550101.")
        if people not in get_args(People):
            raise EditRefused("Say what comes of a wish for a person.")
        line, left_out = drafted(self.parts)
        calling = Calling(number, cast("People", people))
        name, conversation = self.parts.conversations.begin(self._owner, line, calling)
        return jsonify(name=name, left_out=left_out, turn=conversation.begin().as_json())

    def take_turn(self, name: str) -> Response:
        """One turn of the caller's."""
        asked = asked_for()
        by = text_in(asked, "by")
        if by not in get_args(By):
            raise EditRefused("A caller speaks, presses keys or stays silent.")
        conversation = self.parts.conversations.of(self._owner, name)
        turn = conversation.enter(cast("By", by), text_in(asked, "text"))
        return jsonify(turn=turn.as_json())

    def put_down(self, name: str) -> Response:
        """Throw the conversation away."""
        self.parts.conversations.end(self._owner, name)
        return jsonify(ended=True)

    @property
    def _owner(self) -> int:
        return cast("SignedIn", g.signed_in).user_id
