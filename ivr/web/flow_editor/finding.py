"""Looking through all documents as they are edited: for words, and for where a name is used."""

from dataclasses import dataclass

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from flows.editing.kinds import KINDS
from flows.editing.search import MOST_FOUND, search
from flows.editing.uses import uses
from flows.yaml_io import read_documents
from ivr.web.flow_editor.documents import documents, together
from ivr.web.flow_editor.parts import EditorParts

_LONGEST = 100


@dataclass(frozen=True)
class FindingPage:
    """The page that finds."""

    parts: EditorParts

    def find(self) -> Response:
        """Lines with some words, or the places that name something."""
        words = request.args.get("q", "")[:_LONGEST].strip()
        kind = request.args.get("kind", "")
        texts = together(documents(self.parts))
        if kind in KINDS and words:
            named = uses(read_documents(texts)[0], kind, words)
            found = [(each.file, each.step, each.line, each.how) for each in named]
        else:
            lines = search(texts, words)
            found = [(each.file, each.step, each.line, each.text) for each in lines]
        shown = render_template(
            "flow_editor/find.html",
            words=words,
            kind=kind,
            kinds=KINDS,
            found=found,
            most=MOST_FOUND,
        )
        return make_response(shown)
