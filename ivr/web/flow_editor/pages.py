"""The pages of the flow editor."""

from dataclasses import dataclass

from flask import make_response, render_template
from werkzeug.wrappers import Response

from ivr.web.flow_editor.documents import kind_of
from ivr.web.flow_editor.listing import FIGURES_DAYS, rows_of
from ivr.web.flow_editor.parts import EditorParts
from ivr.web.flow_editor.view import document_named


@dataclass(frozen=True)
class EditorPages:
    """Views that show a page."""

    parts: EditorParts

    def documents(self) -> Response:
        """The list of all documents."""
        rows = rows_of(self.parts)
        shown = render_template(
            "flow_editor/documents.html",
            flows=[row for row in rows if row.is_flow],
            others=[row for row in rows if not row.is_flow],
            drafts=sum(row.state != "live" for row in rows),
            standing=self.parts.release_parts.releases.standing(),
            days=FIGURES_DAYS,
        )
        return make_response(shown)

    def editor(self, file: str) -> Response:
        """One document being edited."""
        document_named(self.parts, file)
        shown = render_template("flow_editor/editor.html", file=file, kind=kind_of(file))
        return make_response(shown)
