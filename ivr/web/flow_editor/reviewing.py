"""What is told of drafts before they are published, and of publications afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.editing.difference import Change, difference
from flows.problems import Problem
from ivr.releases.publication import Publication
from ivr.releases.versions import UnknownVersion
from ivr.web.flow_editor.comparing import has_diagrams
from ivr.web.flow_editor.documents import Document, documents
from ivr.web.flow_editor.parts import EditorParts


@dataclass(frozen=True)
class Waiting:
    """A draft that differs from what is live."""

    document: Document
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    is_behind: bool
    """Whether another text became live since the draft began."""
    has_diagrams: bool
    """Whether it can be drawn before and after."""


@dataclass(frozen=True)
class Past:
    """A publication with its differences in words."""

    publication: Publication
    changes: Mapping[str, tuple[Change, ...]]
    """By file name."""
    drawn: frozenset[str]
    """The files of flows that can be drawn before and after."""
    is_live: bool


def waiting(parts: EditorParts) -> tuple[Waiting, ...]:
    """Every draft that differs, checked as if all were published together.

    Raises:
        DatabaseFailure: drafts can't be read.
    """
    differing = [each for each in documents(parts).values() if each.state != "live"]
    texts = {each.file: each.text for each in differing}
    digest = parts.release_parts.releases.digest
    problems = parts.release_parts.publishing.problems(texts) if texts else ()
    return tuple(
        Waiting(
            each,
            difference(each.live, each.text),
            tuple(problem for problem in problems if problem.file == each.file),
            each.draft is not None and each.draft.base != digest(each.file),
            has_diagrams(each.file, each.live, each.text),
        )
        for each in differing
    )


def past(parts: EditorParts, file: str | None) -> tuple[Past, ...]:
    """The publications, the latest first.

    Args:
        parts: of the editor.
        file: a document that they have to have changed; None for all.

    Raises:
        DatabaseFailure: they can't be read.
    """
    standing = parts.release_parts.releases.standing()
    entries = parts.release_parts.publishing.history(file)
    return tuple(_past(parts, each, each.version == standing.live) for each in entries)


def _past(parts: EditorParts, entry: Publication, is_live: bool) -> Past:
    nothing = Past(entry, {}, frozenset(), is_live)
    if entry.before is None:
        return nothing
    releases = parts.release_parts.releases
    try:
        old, new = releases.of(entry.before).documents, releases.of(entry.version).documents
    except UnknownVersion:
        return nothing
    pairs = {file: (old.get(file), new.get(file)) for file in entry.files}
    changes = {file: difference(*pair) for file, pair in pairs.items()}
    drawn = frozenset(file for file, pair in pairs.items() if has_diagrams(file, *pair))
    return Past(entry, changes, drawn, is_live)
