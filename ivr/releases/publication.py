"""What the history of a line's flows is made of, and what keeps a change from taking effect."""

from dataclasses import dataclass
from datetime import datetime

from ivr.errors import WarmlineError
from ivr.store.announcements import Announcement
from ivr.store.flow_publications import FlowPublication, PublicationKind
from ivr.store.flow_schedule import FlowSchedule
from ivr.store.flow_standing import FlowStanding


@dataclass(frozen=True)
class Release:
    """What an admin wants to publish."""

    files: tuple[str, ...]
    """The documents whose drafts are to be published, by name."""
    note: str
    who: str
    percent: int = 100
    """Share of new calls; below 100 it is a roll-out beside the live version."""


@dataclass(frozen=True)
class Publication:
    """One entry of the history."""

    id: int
    at: datetime
    who: str
    note: str
    kind: PublicationKind
    version: str
    """The version that the entry is about."""
    before: str | None
    """What was live until then; None with the first."""
    percent: int
    """Share of new calls that get the version from then on."""
    files: tuple[str, ...]
    """The documents in which it differs from what was live."""


@dataclass(frozen=True)
class Scheduled:
    """A publication that waits for its time."""

    id: int
    at: datetime
    files: tuple[str, ...]
    percent: int
    note: str
    who: str


@dataclass(frozen=True)
class Announced:
    """What every new caller is told until its time is over."""

    id: int
    text: str
    made_at: datetime
    until: datetime
    by: str


@dataclass(frozen=True)
class Standing:
    """Which versions new calls get."""

    serial: int
    """Rises with each change of the standing, the schedule or the announcements."""
    live: str
    candidate: str | None
    """The version that is rolled out beside the live one; None where there is none."""
    percent: int
    """Share of new calls that get the candidate."""
    since: datetime
    by: str
    scheduled: tuple[Scheduled, ...] = ()
    """What waits for its time, the next first."""
    announced: tuple[Announced, ...] = ()
    """What new callers are told, the oldest first; the time of one may be over by now."""


class NothingToPublish(WarmlineError):
    """There is no draft of a named file, or what would be published is live already."""

    code = "nothing-to-publish"


class RolloutUnderWay(WarmlineError):
    """A version is being rolled out; that has to be finished or stopped first."""

    code = "rollout-under-way"

    def __init__(self) -> None:
        super().__init__("A version is being rolled out. Finish or stop that first.")


class NoRollout(WarmlineError):
    """No version is being rolled out."""

    code = "no-rollout"

    def __init__(self) -> None:
        super().__init__("No version is being rolled out.")


class StandingMoved(WarmlineError):
    """Others kept changing the line meanwhile; nothing was stored."""

    code = "standing-moved"

    def __init__(self) -> None:
        super().__init__("Others are changing the line just now. Try again.")


def publication_of(row: FlowPublication) -> Publication:
    """The entry that a row holds."""
    kind, files = PublicationKind(row.kind), tuple(row.files)
    told = row.id, row.at, row.who, row.note, kind
    return Publication(*told, row.version, row.before, row.percent, files)


def scheduled_of(row: FlowSchedule) -> Scheduled:
    """The publication that a row holds."""
    return Scheduled(row.id, row.at, tuple(sorted(row.texts)), row.percent, row.note, row.who)


def announced_of(row: Announcement) -> Announced:
    """The announcement that a row holds."""
    return Announced(row.id, row.text, row.made_at, row.until, row.by)


def standing_of(row: FlowStanding) -> Standing:
    """What the row says, without what stands beside it."""
    return Standing(row.serial, row.live, row.candidate, row.percent, row.since, row.by)
