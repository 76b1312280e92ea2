"""Changes of drafts: typed edits, whole texts, new documents, and giving up."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flows.editing.edits import EditRefused, apply, edit_from_json
from flows.events import Json
from flows.yaml_io import read_documents
from ivr.releases.drafts import Conflict
from ivr.web.flow_editor.documents import Document, documents, kind_of, readable
from ivr.web.flow_editor.parts import EditorParts
from ivr.web.flow_editor.view import document_named

_NAME = re.compile(r"[a-z][a-z0-9_]{1,59}")
_NEW = """\
format: 1
flow: {name}
title: "{title}"
intents: []
start: hello

steps:
  hello:
    type: say
    prompt: "Hello."
    next: settled
"""


@dataclass(frozen=True)
class Seen:
    """What somebody saw as they changed a document."""

    file: str
    revision: int
    """0 where there was no draft."""
    who: str


def edit(parts: EditorParts, seen: Seen, wanted: Json) -> None:
    """Make an edit of the draft, or begin one with it.

    Raises:
        EditRefused: it can't be made; the message says why.
        Conflict: somebody else changed the draft meanwhile.
        NoDocument: there is no such document.
        DatabaseFailure: it can't be stored.
    """
    document = document_named(parts, seen.file)
    _still_as_seen(document, seen)
    if document.text is None:
        raise EditRefused("The document is to be removed. Keep it first.")
    put_text(parts, seen, apply(document.text, edit_from_json(wanted)))


def put_text(parts: EditorParts, seen: Seen, text: str) -> None:
    """Make a text the draft, whatever it holds.

    Raises:
        Unstorable: it is longer than a document may be, or none.
        Conflict: somebody else changed the draft meanwhile.
        NoDocument: there is no such document.
        DatabaseFailure: it can't be stored.
    """
    document_named(parts, seen.file)
    with _known_revision():
        parts.drafts.save(seen.file, text, seen.revision, seen.who)


def discard(parts: EditorParts, seen: Seen) -> None:
    """Give a draft up.

    Raises:
        EditRefused: there was never a draft.
        Conflict: somebody else changed the draft meanwhile.
    """
    with _known_revision():
        parts.drafts.discard(seen.file, seen.revision, seen.who)


def remove(parts: EditorParts, seen: Seen) -> None:
    """Make a draft that takes a flow out of the line.

    Raises:
        EditRefused: the line can't be without it.
        Conflict: somebody else changed the draft meanwhile.
    """
    document = document_named(parts, seen.file)
    if kind_of(seen.file) != "flow":
        raise EditRefused("The line needs this document.")
    if document.live is None:
        discard(parts, seen)
        return
    with _known_revision():
        parts.drafts.save(seen.file, None, seen.revision, seen.who)


def new_flow(parts: EditorParts, name: str, title: str, who: str) -> str:
    """Begin a flow; its file.

    Raises:
        EditRefused: the name is none, or taken.
        DatabaseFailure: it can't be stored.
    """
    if not _NAME.fullmatch(name):
        raise EditRefused(
            "A flow's name has lower-case letters, digits and underscores, such as gift_card."
        )
    there, file = documents(parts), f"{name}.yaml"
    texts = {each.file: each.text for each in there.values() if each.text is not None}
    if file in there or name in read_documents(texts)[0].flows:
        raise EditRefused(f"There is a flow '{name}' already.")
    shown = " ".join(title.split()).replace("\\", "").replace('"', "'") or name
    text = _NEW.format(name=name, title=shown)
    if not readable(file, text):
        raise EditRefused("The title has a character that nobody can see.")
    parts.drafts.save(file, text, 0, who)
    return file


@contextmanager
def _known_revision() -> Iterator[None]:
    try:
        yield
    except KeyError:
        raise EditRefused("There was never a draft of this document.") from None


def _still_as_seen(document: Document, seen: Seen) -> None:
    draft = document.draft
    if draft is not None and draft.revision != seen.revision:
        raise Conflict(document.file, draft.edited_by, draft.edited_at)
