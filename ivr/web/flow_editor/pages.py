"""The pages of the flow editor."""

from dataclasses import dataclass

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from ivr.web.flow_editor.documents import kind_of
from ivr.web.flow_editor.listing import FIGURES_DAYS, rows_of
from ivr.web.flow_editor.parts import EditorParts
from ivr.web.flow_editor.view import document_named
from ivr.web.records.words import moment

LENGTHS = {30: "30 minutes", 60: "1 hour", 120: "2 hours", 240: "4 hours", 720: "12 hours"}
"""Minutes that an announcement may last, in words."""


@dataclass(frozen=True)
class EditorPages:
    """Views that show a page."""

    parts: EditorParts

    def documents(self, trouble: str = "", status: int = 200) -> Response:
        """The list of all documents.

        Args:
            trouble: why an announcement was refused.
            status: of the answer.
        """
        releases, now = self.parts.release_parts.releases, self.parts.clock()
        rows = rows_of(self.parts)
        shown = render_template(
            "flow_editor/documents.html",
            flows=[row for row in rows if row.is_flow],
            others=[row for row in rows if not row.is_flow],
            drafts=sum(row.state != "live" for row in rows),
            standing=releases.standing(),
            announced=[(each, moment(each.until, now)) for each in releases.announced()],
            lengths=LENGTHS,
            trouble=trouble,
            form=request.form,
            days=FIGURES_DAYS,
        )
        return make_response(shown, status)

    def editor(self, file: str) -> Response:
        """One document being edited."""
        document_named(self.parts, file)
        shown = render_template("flow_editor/editor.html", file=file, kind=kind_of(file))
        return make_response(shown)
