"""Flow documents being edited, each at a revision that only rises."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import Table, UtcTime
from ivr.store.once import insert_once


class FlowDraft(Table):
    """The draft of one file; the row stays when it is discarded, so that no revision returns."""

    __tablename__ = "flow_drafts"

    file: Mapped[str] = mapped_column(String(120), primary_key=True)
    text: Mapped[str | None]
    """None where the draft removes the document."""
    base: Mapped[str | None] = mapped_column(String(64))
    """Digest of the live text it began from; None where there was none."""
    revision: Mapped[int]
    is_open: Mapped[bool]
    """False once it was discarded."""
    edited_by: Mapped[str] = mapped_column(String(80))
    edited_at: Mapped[datetime] = mapped_column(UtcTime)


def all_open(session: Session) -> list[FlowDraft]:
    """Every draft there is, by file name."""
    statement = select(FlowDraft).where(FlowDraft.is_open).order_by(FlowDraft.file)
    return list(session.scalars(statement))


def load(session: Session, file: str) -> FlowDraft | None:
    """The draft of a file, discarded or not."""
    return session.get(FlowDraft, file, populate_existing=True)


def put(session: Session, file: str, seen_revision: int, values: dict[str, Any]) -> bool:
    """Store a draft over the revision that was seen; 0 where none was.

    Returns:
        False where another revision stands; nothing changes then.
    """
    if seen_revision == 0 and insert_once(
        session, FlowDraft, {"file": file, "revision": 1} | values
    ):
        return True
    seen = FlowDraft.revision == seen_revision, FlowDraft.is_open
    right = (FlowDraft.is_open.is_(False),) if seen_revision == 0 else seen
    raised = update(FlowDraft).where(FlowDraft.file == file, *right)
    stored = raised.values(revision=FlowDraft.revision + 1, **values)
    return session.execute(stored.returning(FlowDraft.revision)).first() is not None
