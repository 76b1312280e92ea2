"""All that changes a line's flows, made together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ivr.releases.announcements import Announcements
from ivr.releases.drafts import Drafts
from ivr.releases.publishing import Publishing
from ivr.releases.releases import Releases
from ivr.releases.scheduling import Scheduling
from ivr.store.database import Database


@dataclass(frozen=True)
class ReleaseParts:
    """The parts. Every one is thread-safe."""

    releases: Releases
    drafts: Drafts
    publishing: Publishing
    scheduling: Scheduling
    announcements: Announcements


def release_parts(
    database: Database,
    releases: Releases,
    model_folder: Callable[[], Path],
    clock: Callable[[], datetime],
) -> ReleaseParts:
    """The parts over the versions of a line.

    Args:
        database: of the line.
        releases: of this process.
        model_folder: gives the folder of the speech model that callers are recognised by.
        clock: gives the time in UTC.
    """
    drafts = Drafts(database, releases.digest, clock)
    publishing = Publishing(database, releases, drafts, model_folder, clock)
    announced = Announcements(database, releases, clock)
    return ReleaseParts(releases, drafts, publishing, Scheduling(publishing), announced)
