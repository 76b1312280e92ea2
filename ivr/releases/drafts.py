"""Drafts of flow documents: nobody overwrites what they have not seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ivr.store import flow_drafts
from ivr.store.database import Database
from ivr.store.flow_drafts import FlowDraft


@dataclass(frozen=True)
class Draft:
    """One document being edited."""

    file: str
    text: str | None
    """None where the draft removes the document."""
    base: str | None
    """Digest of the live text it began from; None where there was none."""
    revision: int
    edited_by: str
    edited_at: datetime


class Conflict(Exception):
    """The draft moved on since it was seen; nothing was stored."""

    def __init__(self, file: str, edited_by: str, edited_at: datetime) -> None:
        """Tell who stored the draft that stands, or discarded it, and when."""
        super().__init__(f"{edited_by} changed the draft of {file} at {edited_at:%H:%M} UTC.")
        self.edited_by, self.edited_at = edited_by, edited_at


@dataclass(frozen=True)
class Drafts:
    """All drafts of the line. Thread-safe; every method raises DatabaseFailure."""

    database: Database
    base_of: Callable[[str], str | None]
    """Digest of a file's live text."""
    clock: Callable[[], datetime]

    def all(self) -> tuple[Draft, ...]:
        """Every draft, by file name."""
        with self.database.reading() as session:
            return tuple(_draft(row) for row in flow_drafts.all_open(session))

    def get(self, file: str) -> Draft | None:
        """The draft of a file, if there is one."""
        return next((each for each in self.all() if each.file == file), None)

    def save(self, file: str, text: str | None, seen_revision: int, who: str) -> Draft:
        """Store a text over the revision that was seen; 0 where none was.

        Raises:
            Conflict: another revision stands.
            KeyError: a revision was named of a file that never had a draft.
        """
        values = {"text": text, "is_open": True, "edited_by": who, "edited_at": self.clock()}
        if seen_revision == 0:
            values["base"] = self.base_of(file)
        with self.database.writing() as session:
            if not flow_drafts.put(session, file, seen_revision, values):
                raise _conflict(session, file)
            return _draft(_standing(session, file))

    def discard(self, file: str, seen_revision: int, who: str) -> None:
        """Give a draft up.

        Raises:
            Conflict: another revision stands.
            KeyError: a revision was named of a file that never had a draft.
        """
        values = {"text": None, "is_open": False, "edited_by": who, "edited_at": self.clock()}
        with self.database.writing() as session:
            if seen_revision == 0 or not flow_drafts.put(session, file, seen_revision, values):
                raise _conflict(session, file)


def _standing(session: Session, file: str) -> FlowDraft:
    row = flow_drafts.load(session, file)
    if row is None:
        raise KeyError(f"there was never a draft of {file}")
    return row


def _conflict(session: Session, file: str) -> Conflict:
    row = _standing(session, file)
    return Conflict(file, row.edited_by, row.edited_at)


def _draft(row: FlowDraft) -> Draft:
    return Draft(row.file, row.text, row.base, row.revision, row.edited_by, row.edited_at)
