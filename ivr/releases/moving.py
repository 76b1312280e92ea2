"""One change of what stands, with its entry in the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ivr.releases.loading import Loaded
from ivr.releases.publication import Publication, Standing, StandingMoved, publication_of
from ivr.store import flow_documents, flow_standing
from ivr.store.flow_publications import FlowPublication, PublicationKind


@dataclass(frozen=True)
class Move:
    """What happens to a version."""

    kind: PublicationKind
    loaded: Loaded
    who: str
    note: str = ""
    percent: int = 100
    files: tuple[str, ...] = ()
    """The documents in which it differs from what is live."""


def move(session: Session, seen: Standing, wanted: Move, now: datetime) -> Publication:
    """Change what stands, as it was seen, and write it into the history.

    Raises:
        StandingMoved: something else stands by now; the transaction is to be given up.
    """
    row = flow_standing.hold(session, seen.serial)
    if row is None:
        raise StandingMoved
    version, before = wanted.loaded.version, row.live
    flow_documents.keep(session, version, wanted.loaded.documents, now)
    if wanted.kind != PublicationKind.REFUSED:
        rolls_out = wanted.kind == PublicationKind.ROLLED_OUT
        stays = rolls_out or wanted.kind == PublicationKind.STOPPED
        row.live = before if stays else version
        row.candidate, row.percent = (version, wanted.percent) if rolls_out else (None, 0)
        row.since, row.by = now, wanted.who
    row.serial += 1
    entry = FlowPublication(
        at=now,
        who=wanted.who,
        note=wanted.note,
        kind=wanted.kind,
        version=version,
        before=before,
        percent=wanted.percent,
        files=list(wanted.files),
    )
    session.add(entry)
    session.flush()
    return publication_of(entry)


def changed_files(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """The documents that differ, by name."""
    names = sorted({*before, *after})
    return tuple(name for name in names if before.get(name) != after.get(name))
