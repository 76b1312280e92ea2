"""The folder of flows at a line's start: it is imported as long as nobody publishes otherwise."""

from datetime import datetime
from enum import Enum

from sqlalchemy.orm import Session

from ivr.releases.loading import Loaded
from ivr.releases.moving import Move, changed_files, move
from ivr.releases.publication import standing_of
from ivr.store import flow_documents, flow_publications, flow_standing
from ivr.store.flow_publications import FlowPublication, PublicationKind

BY_THE_LINE = "the line"
"""Who imports at the start."""


class FolderState(Enum):
    """How the folder stands to the database."""

    NEW = "new"
    """It is to be imported: nothing was published in the database since it was the last time."""
    TAKEN_UP = "taken_up"
    """Its files are those that were imported last, or those that are live."""
    DIFFERS = "differs"
    """It changed, and the database stands, as something was published there."""


def state_of_folder(session: Session, version: str | None) -> FolderState:
    """How a folder of that version stands to the database; None where it can't be used."""
    standing = flow_standing.load(session)
    if standing is None:
        return FolderState.NEW
    imported = flow_publications.latest(session, PublicationKind.IMPORTED)
    if version in (standing.live, imported.version if imported else ""):
        return FolderState.TAKEN_UP
    latest = flow_publications.latest(session)
    is_import = latest is not None and latest.kind == PublicationKind.IMPORTED
    return FolderState.NEW if is_import else FolderState.DIFFERS


def import_folder(session: Session, folder: Loaded, who: str, now: datetime) -> bool:
    """Have the documents of a folder be live; False where another process was faster.

    Raises:
        StandingMoved: another process changed the line meanwhile.
    """
    standing = flow_standing.load(session)
    if standing is not None:
        if standing.live == folder.version:
            return False
        before = flow_documents.of_version(session, standing.live) or {}
        files = changed_files(before, folder.documents)
        moved = Move(PublicationKind.IMPORTED, folder, who, files=files)
        move(session, standing_of(standing), moved, now)
        return True
    flow_documents.keep(session, folder.version, folder.documents, now)
    if not flow_standing.begin(session, folder.version, who, now):
        return False
    first = {"version": folder.version, "before": None, "files": sorted(folder.documents)}
    kind = PublicationKind.IMPORTED
    session.add(FlowPublication(at=now, who=who, note="", kind=kind, percent=100, **first))
    return True
