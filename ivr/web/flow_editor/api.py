"""The editor's JSON: documents with all that is known of them, edits, drafts, prompts as sound."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from flask import jsonify, make_response, url_for
from werkzeug.wrappers import Response

from flows.editing.edits import EditRefused
from flows.editing.forms import forms
from flows.events import Json
from flows.templates import TemplateInvalid
from ivr.speech.voice import VoiceFailed
from ivr.web.auth.sessions import signed_in
from ivr.web.flow_editor.asked import asked_for, text_in
from ivr.web.flow_editor.changing import Seen, discard, edit, new_flow, put_text, remove
from ivr.web.flow_editor.hearing import spoken
from ivr.web.flow_editor.parts import EditorParts
from ivr.web.flow_editor.view import view_of


@dataclass(frozen=True)
class EditorApi:
    """Views under `/flows/api/`."""

    parts: EditorParts

    def forms(self) -> Response:
        """The forms of every step type."""
        return _in_order(forms())

    def document(self, file: str) -> Response:
        """A document as it is edited."""
        return _in_order(view_of(self.parts, file))

    def revision(self, file: str) -> Response:
        """Who changed the draft last; cheap enough to be asked for every few seconds."""
        draft = self.parts.drafts.get(file)
        return jsonify(
            revision=draft.revision if draft else 0, edited_by=draft.edited_by if draft else ""
        )

    def create(self) -> Response:
        """Begin a new flow."""
        asked = asked_for()
        name, title = text_in(asked, "name").strip(), text_in(asked, "title").strip()
        file = new_flow(self.parts, name, title, self._who)
        return jsonify(file=file, page=url_for("flow_editor.editor", file=file))

    def edit(self, file: str) -> Response:
        """Make one edit of the draft."""
        asked = asked_for()
        edit(self.parts, self._seen(file, asked), asked.get("edit"))
        return _in_order(view_of(self.parts, file))

    def put(self, file: str) -> Response:
        """Store a whole text as the draft."""
        asked = asked_for()
        put_text(self.parts, self._seen(file, asked), text_in(asked, "text"))
        return _in_order(view_of(self.parts, file))

    def discard(self, file: str) -> Response:
        """Give the draft up."""
        seen = self._seen(file, asked_for())
        discard(self.parts, seen)
        return jsonify(page=url_for("flow_editor.documents"))

    def remove(self, file: str) -> Response:
        """Make a draft that takes the flow out of the line."""
        remove(self.parts, self._seen(file, asked_for()))
        return jsonify(page=url_for("flow_editor.documents"))

    def hear(self) -> Response:
        """A prompt in the line's voice, as WAV; its words stand in a header."""
        asked = asked_for()
        audio = text_in(asked, "audio") or None
        try:
            heard = spoken(self.parts.voice, text_in(asked, "text"), audio, self.parts.clock())
        except TemplateInvalid as fault:
            raise EditRefused(f"It can't be said: {fault.what}; {fault.remedy}.") from None
        except VoiceFailed:
            return make_response(jsonify(error="The line's voice gave no sound for it."), 503)
        response = make_response(heard.wav)
        response.headers["Content-Type"] = "audio/wav"
        response.headers["X-Spoken-Words"] = quote(heard.words)
        response.headers["X-Spoken-Seconds"] = f"{heard.seconds:.1f}"
        return response

    @property
    def _who(self) -> str:
        return signed_in().shown_name

    def _seen(self, file: str, asked: Mapping[str, Json]) -> Seen:
        revision = asked.get("revision")
        if not isinstance(revision, int) or isinstance(revision, bool) or revision < 0:
            raise EditRefused("Say which revision was seen.")
        return Seen(file, revision, self._who)


def _in_order(document: Json) -> Response:
    """A document as JSON, in the order of its text."""
    return Response(json.dumps(document), content_type="application/json")
