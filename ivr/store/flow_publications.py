"""What became live when and by whom: entries are added and never changed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import JsonColumn, Table, UtcTime


class PublicationKind(StrEnum):
    """What happened."""

    IMPORTED = "imported"
    """The files of a folder became live."""
    PUBLISHED = "published"
    ROLLED_OUT = "rolled_out"
    """A version is tried on a share of new calls beside the live one."""
    STOPPED = "stopped"
    """A version is tried no longer, and did not become live."""
    ROLLED_BACK = "rolled_back"
    REFUSED = "refused"
    """A publication's time came, and it could not take effect."""


class FlowPublication(Table):
    """One entry of the history."""

    __tablename__ = "flow_publications"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    who: Mapped[str] = mapped_column(String(80))
    note: Mapped[str]
    kind: Mapped[str] = mapped_column(String(16))
    version: Mapped[str] = mapped_column(ForeignKey("flow_versions.version"))
    """The version that the entry is about."""
    before: Mapped[str | None] = mapped_column(ForeignKey("flow_versions.version"))
    """What was live until then; None with the first."""
    percent: Mapped[int]
    """Share of new calls that get the version from then on."""
    files: Mapped[list[str]] = mapped_column(JsonColumn)
    """The documents in which it differs from what was live, by name."""


def all_of(session: Session) -> list[FlowPublication]:
    """Every entry, the latest first."""
    return list(session.scalars(select(FlowPublication).order_by(FlowPublication.id.desc())))


def latest(session: Session, kind: PublicationKind | None = None) -> FlowPublication | None:
    """The latest entry of a kind, or of any that changed what stands."""
    of_kind = FlowPublication.kind == kind
    wanted = of_kind if kind else FlowPublication.kind != PublicationKind.REFUSED
    statement = select(FlowPublication).where(wanted).order_by(FlowPublication.id.desc())
    return session.scalars(statement.limit(1)).first()
