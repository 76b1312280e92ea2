"""Drafts of flow documents: nobody overwrites what they have not seen."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from flows.yaml_guard import LARGEST_FILE_BYTES
from ivr.errors import WarmlineError
from ivr.store import flow_drafts
from ivr.store.database import Database
from ivr.store.flow_drafts import FlowDraft

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,110}\.yaml", re.ASCII)


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


class Conflict(WarmlineError):
    """The draft moved on since it was seen; nothing was stored."""

    code = "conflict"
    did = "changed the draft of"

    def __init__(self, file: str, edited_by: str, edited_at: datetime) -> None:
        """Tell who was first, and when."""
        super().__init__(f"{edited_by} {self.did} {file} at {edited_at:%H:%M} UTC.")
        self.file, self.edited_by, self.edited_at = file, edited_by, edited_at


class Unstorable(WarmlineError):
    """It can't be a document; nothing was stored."""

    code = "unstorable"


class LiveTextMoved(Conflict):
    """Another text of the document became live since the draft began; nothing was stored."""

    did = "published another text of"


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
        with self.database.reading() as session:
            row = flow_drafts.load(session, file)
            return _draft(row) if row is not None and row.is_open else None

    def save(self, file: str, text: str | None, seen_revision: int, who: str) -> Draft:
        """Store a text over the revision that was seen; 0 where none was.

        Raises:
            Conflict: another revision stands.
            Unstorable: the name is no document's, or the text is too long or no text.
            KeyError: a revision was named of a file that never had a draft.
        """
        _refuse_unstorable(file, text or "")
        values = {"text": text, "is_open": True, "edited_by": who, "edited_at": self.clock()}
        if seen_revision == 0:
            values["base"] = self.base_of(file)
        with self.database.writing() as session:
            if not flow_drafts.put(session, file, seen_revision, values):
                raise _conflict(session, file)
            return _draft(_standing(session, file))

    def take_over(self, file: str, seen_revision: int, who: str) -> Draft:
        """Have a draft begin from the text that is live now: who calls has seen what differs.

        Raises:
            Conflict: another revision stands.
            KeyError: the file never had a draft.
        """
        values = {"base": self.base_of(file), "edited_by": who, "edited_at": self.clock()}
        with self.database.writing() as session:
            _put_over(session, file, seen_revision, values)
            return _draft(_standing(session, file))

    def discard(self, file: str, seen_revision: int, who: str) -> None:
        """Give a draft up.

        Raises:
            Conflict: another revision stands.
            KeyError: a revision was named of a file that never had a draft.
        """
        with self.database.writing() as session:
            _put_over(session, file, seen_revision, self._closed(who))

    def take_in(self, session: Session, drafts: Iterable[Draft], who: str) -> None:
        """Close drafts in a transaction that publishes them.

        Raises:
            Conflict: one changed since it was read; the transaction is to be given up.
        """
        values = self._closed(who)
        for each in drafts:
            _put_over(session, each.file, each.revision, values)

    def give_back(self, session: Session, texts: Mapping[str, str | None], who: str) -> None:
        """Make drafts, in a transaction, of texts that don't become live; those there are stay."""
        for file, text in texts.items():
            values = self._closed(who) | {"text": text, "is_open": True}
            values["base"] = self.base_of(file)
            flow_drafts.put(session, file, 0, values)

    def _closed(self, who: str) -> dict[str, Any]:
        return {"text": None, "is_open": False, "edited_by": who, "edited_at": self.clock()}


def _refuse_unstorable(file: str, text: str) -> None:
    if not _NAME.fullmatch(file):
        what = "A document's name has letters, digits, '_', '-' and '.', and ends in .yaml."
        raise Unstorable(what)
    if "\0" in text or len(text.encode("utf-8", errors="replace")) > LARGEST_FILE_BYTES:
        raise Unstorable(f"A document is text of at most {LARGEST_FILE_BYTES // 1024} kB.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise Unstorable("A document is text in UTF-8.")


def _standing(session: Session, file: str) -> FlowDraft:
    row = flow_drafts.load(session, file)
    if row is None:
        raise KeyError(f"there was never a draft of {file}")
    return row


def _put_over(session: Session, file: str, seen_revision: int, values: dict[str, Any]) -> None:
    """Change a draft that there is."""
    if seen_revision == 0 or not flow_drafts.put(session, file, seen_revision, values):
        raise _conflict(session, file)


def _conflict(session: Session, file: str) -> Conflict:
    row = _standing(session, file)
    return Conflict(file, row.edited_by, row.edited_at)


def _draft(row: FlowDraft) -> Draft:
    return Draft(row.file, row.text, row.base, row.revision, row.edited_by, row.edited_at)
