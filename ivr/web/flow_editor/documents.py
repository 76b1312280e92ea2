"""The documents of the line: what is live, and what is being edited over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from flows.yaml_io import HOURS_FILE, KNOWLEDGE_FILE, PHRASES_FILE, POLICY_FILE, read_documents
from ivr.releases.drafts import Draft
from ivr.web.flow_editor.parts import EditorParts

Kind = Literal["flow", "policy", "phrases", "knowledge", "hours"]
State = Literal["live", "changed", "new", "removed"]
_KINDS: Mapping[str, Kind] = {
    POLICY_FILE: "policy",
    PHRASES_FILE: "phrases",
    KNOWLEDGE_FILE: "knowledge",
    HOURS_FILE: "hours",
}


def kind_of(file: str) -> Kind:
    """What a document holds, by its file name."""
    return _KINDS.get(file, "flow")


@dataclass(frozen=True)
class Document:
    """One file as it is live and as it is being edited."""

    file: str
    live: str | None
    """None where no such file is live."""
    draft: Draft | None

    @property
    def text(self) -> str | None:
        """What the editor shows; None where a draft removes the document."""
        return self.draft.text if self.draft else self.live

    @property
    def state(self) -> State:
        """How the draft stands to what is live."""
        if self.draft is None or self.draft.text == self.live:
            return "live"
        if self.draft.text is None:
            return "removed"
        return "new" if self.live is None else "changed"


def documents(parts: EditorParts) -> dict[str, Document]:
    """Every document by file name, flows first and each kind by name.

    Raises:
        DatabaseFailure: drafts can't be read.
    """
    live, drafts = parts.live(), {draft.file: draft for draft in parts.drafts.all()}
    files = sorted({*live, *drafts}, key=lambda file: (kind_of(file) != "flow", file))
    return {file: Document(file, live.get(file), drafts.get(file)) for file in files}


def together(of: Mapping[str, Document], file: str = "") -> dict[str, str]:
    """The texts as the line would have them with all drafts, less those that can't be read.

    Args:
        of: every document.
        file: one that stays in, whatever its faults.
    """
    texts: dict[str, str] = {}
    for each in of.values():
        text = each.text
        if text is not None and each.draft and each.file != file and not readable(each.file, text):
            text = each.live
        if text is not None:
            texts[each.file] = text
    return texts


def readable(file: str, text: str) -> bool:
    """Whether a text holds what its file name promises, without an error."""
    return not any(each.severity == "error" for each in read_documents({file: text})[1])
