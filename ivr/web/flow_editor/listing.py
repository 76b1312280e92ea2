"""The documents as the list shows them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flows.problems import Problem
from ivr.insight.flow_figures import FlowFigures, flow_figures
from ivr.insight.span import Span
from ivr.releases.publication import Publication
from ivr.store.flow_publications import PublicationKind
from ivr.web.flow_editor.checking import checked
from ivr.web.flow_editor.documents import Document, State, documents, kind_of, together
from ivr.web.flow_editor.parts import EditorParts
from ivr.web.records.words import moment

FIGURES_DAYS = 7
_MADE_LIVE = (PublicationKind.IMPORTED, PublicationKind.PUBLISHED, PublicationKind.ROLLED_BACK)
_TITLES = {
    "policy": ("Policy", "When a person takes over, and the queues callers wait in."),
    "phrases": ("Phrases", "Sentences that belong to no flow."),
    "knowledge": ("Knowledge base", "Answers to questions."),
    "hours": ("Opening hours", "The week, and holidays."),
}
_STATES: Mapping[State, str] = {
    "live": "Live",
    "changed": "Changed",
    "new": "New",
    "removed": "To be removed",
}


@dataclass(frozen=True)
class Row:
    """One document, ready to be shown."""

    file: str
    title: str
    about: str
    is_flow: bool
    state: State
    state_label: str
    edited: str
    """Who edits it and since when; empty without a draft."""
    errors: int
    warnings: int
    calls_a_day: str
    """Empty where it served none."""
    settled: str
    """In per cent; empty likewise."""
    version: str
    """The version in which it became live as it is; empty where it never was."""
    released: str
    """Who made it live, and when; empty likewise."""


def rows_of(parts: EditorParts) -> tuple[Row, ...]:
    """Every document.

    Raises:
        DatabaseFailure: drafts or calls can't be read.
    """
    all_of, now = documents(parts), parts.clock()
    found = checked(together(all_of), parts.speech_model())
    with parts.database.reading() as session:
        figures = flow_figures(session, Span.of_days(FIGURES_DAYS, now))
    releases = _releases(parts.release_parts.publishing.history())
    rows = []
    for document in all_of.values():
        flow = found.flow_of(document.file)
        heading = _TITLES.get(kind_of(document.file)) or (
            (flow.title or flow.name, flow.description)
            if flow
            else (document.file.removesuffix(".yaml"), "")
        )
        of_flow = figures.get(flow.name) if flow else None
        released = releases.get(document.file) if document.live is not None else None
        rows.append(_row(document, heading, found.of(document.file), of_flow, released, now))
    return tuple(rows)


def _releases(history: Iterable[Publication]) -> dict[str, Publication]:
    """Of each document the latest publication that changed it for every call."""
    found: dict[str, Publication] = {}
    for entry in history:
        if entry.kind in _MADE_LIVE:
            for file in entry.files:
                found.setdefault(file, entry)
    return found


def _row(
    document: Document,
    heading: tuple[str, str],
    problems: tuple[Problem, ...],
    figures: FlowFigures | None,
    released: Publication | None,
    now: datetime,
) -> Row:
    counts, draft = Counter(each.severity for each in problems), document.draft
    title, about = heading
    return Row(
        file=document.file,
        title=title,
        about=about,
        is_flow=kind_of(document.file) == "flow",
        state=document.state,
        state_label=_STATES[document.state],
        edited=f"{draft.edited_by}, {moment(draft.edited_at, now)}" if draft else "",
        errors=counts["error"],
        warnings=counts["warning"],
        calls_a_day=f"{figures.calls / FIGURES_DAYS:.1f}" if figures else "",
        settled=f"{figures.share_settled:.0%}" if figures and figures.calls else "",
        version=released.version if released else "",
        released=f"{released.who}, {moment(released.at, now)}" if released else "",
    )
