"""The diagrams of a flow before and after: of a draft, or of a publication."""

from dataclasses import dataclass

from flask import Response, jsonify, request

from flows.definition import Flow
from flows.editing.diagram_difference import diagram_difference
from flows.editing.difference import difference
from flows.yaml_io import read_documents
from ivr.releases.versions import UnknownVersion
from ivr.web.flow_editor.documents import kind_of
from ivr.web.flow_editor.parts import EditorParts
from ivr.web.flow_editor.view import NoDocument, document_named

_UNDRAWN = "One of the two versions can't be drawn: each has to be a flow that can be read."


def has_diagrams(file: str, old: str | None, new: str | None) -> bool:
    """Whether two texts are versions of a flow that can be drawn side by side."""
    return kind_of(file) == "flow" and bool(old and new and old != new)


@dataclass(frozen=True)
class ComparingApi:
    """The view that compares diagrams."""

    parts: EditorParts

    def compared(self, file: str) -> Response:
        """Both diagrams as one; of two versions where the address names them, else of the draft.

        Raises:
            NoDocument: one side has no such flow, or one that can't be drawn.
            DatabaseFailure: drafts or versions can't be read.
        """
        old, new = self._texts(file)
        before, after = _flow_in(file, old), _flow_in(file, new)
        if before is None or after is None:
            raise NoDocument(_UNDRAWN)
        return jsonify(diagram_difference(before, after, difference(old, new)))

    def _texts(self, file: str) -> tuple[str | None, str | None]:
        before, after = request.args.get("before"), request.args.get("after")
        if before is None or after is None:
            document = document_named(self.parts, file)
            return document.live, document.text
        releases = self.parts.release_parts.releases
        try:
            old, new = releases.of(before), releases.of(after)
        except UnknownVersion as unknown:
            raise NoDocument(str(unknown)) from None
        return old.documents.get(file), new.documents.get(file)


def _flow_in(file: str, text: str | None) -> Flow | None:
    """The flow of a text; None where it can't be read."""
    if text is None or kind_of(file) != "flow":
        return None
    return next(iter(read_documents({file: text})[0].flows.values()), None)
