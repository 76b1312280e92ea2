"""A document as the editor's page gets it: text, outline, diagram, problems, names."""

from collections.abc import Mapping

from flows.definition import FlowSet
from flows.editing.diagram import diagram
from flows.editing.document import Unreadable, outline
from flows.events import Json
from flows.problems import Problem
from ivr.web.flow_editor.checking import checked
from ivr.web.flow_editor.documents import Document, documents, kind_of, together
from ivr.web.flow_editor.names import names_in
from ivr.web.flow_editor.parts import EditorParts


class NoDocument(LookupError):
    """There is no such file, live or as a draft."""


def document_named(parts: EditorParts, file: str) -> Document:
    """One document.

    Raises:
        NoDocument: there is none of that name.
        DatabaseFailure: drafts can't be read.
    """
    found = documents(parts).get(file)
    if found is None:
        raise NoDocument(f"There is no document {file}.")
    return found


def view_of(parts: EditorParts, file: str) -> dict[str, Json]:
    """The document with all checks over it and the drafts beside it.

    Raises:
        NoDocument: there is none of that name.
        DatabaseFailure: drafts can't be read.
    """
    all_of = documents(parts)
    if file not in all_of:
        raise NoDocument(f"There is no document {file}.")
    found = checked(together(all_of, file), parts.speech_model())
    flow = found.flow_of(file)
    return {
        **_standing(all_of[file]),
        "outline": _outline(all_of[file].text, file),
        "diagram": diagram(flow) if flow else None,
        "problems": [_problem(each) for each in found.of(file)],
        "elsewhere": [_problem(each) for each in found.problems if _is_elsewhere(each, file)],
        "names": names_in(found.flows, flow),
        "files": _files(found.flows),
    }


def _standing(document: Document) -> dict[str, Json]:
    draft = document.draft
    return {
        "file": document.file,
        "kind": kind_of(document.file),
        "state": document.state,
        "text": document.text,
        "live": document.live,
        "revision": draft.revision if draft else 0,
        "edited_by": draft.edited_by if draft else "",
        "edited_at": draft.edited_at.isoformat() if draft else "",
    }


def _outline(text: str | None, file: str) -> Json:
    try:
        return outline(text, file).as_json() if text is not None else None
    except Unreadable:
        return None


def _is_elsewhere(problem: Problem, file: str) -> bool:
    return problem.file != file and problem.severity == "error"


def _problem(problem: Problem) -> Json:
    return {
        "file": problem.file,
        "line": problem.line,
        "step": problem.step,
        "severity": problem.severity,
        "what": problem.what,
        "remedy": problem.remedy,
    }


def _files(flows: FlowSet) -> Json:
    """The file of each flow, for links."""
    names: Mapping[str, str] = {name: flow.place.file for name, flow in flows.flows.items()}
    return {**names}
