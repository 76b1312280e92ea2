"""Which version of the flows each call gets. A process looks at the database once a second."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

import structlog
from sqlalchemy.orm import Session

from ivr.errors import LineNotReady
from ivr.releases.importing import BY_THE_LINE, FolderState, import_folder, state_of_folder
from ivr.releases.loading import Loaded
from ivr.releases.publication import (
    Announced,
    Standing,
    StandingMoved,
    announced_of,
    scheduled_of,
    standing_of,
)
from ivr.releases.versions import UnknownVersion, Versions
from ivr.store import announcements, flow_schedule, flow_standing
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure

log = structlog.get_logger()


@dataclass(frozen=True)
class State:
    """What a process knows."""

    standing: Standing
    live: Loaded
    candidate: Loaded | None


class Releases:
    """The versions that stand. Thread-safe, one a process.

    Only `look` and `of` ask the database; all else is answered from what the last look saw, so no
    call waits for a database that is away.
    """

    def __init__(
        self, database: Database, folder: Loaded | None, clock: Callable[[], datetime]
    ) -> None:
        """Know the folder alone; `look` sees what stands.

        Args:
            database: where versions are kept.
            folder: the files of the line's folder, which are imported where nothing was published
                since they were the last time; None where they can't be used.
            clock: gives the time in UTC.
        """
        self._database, self._folder, self._clock = database, folder, clock
        self._versions = Versions(database)
        self._looking = threading.Lock()
        self._unusable = 0
        """Serial of a standing whose live version this process can't read."""
        self._state: State | None = None
        if folder is not None:
            alone = Standing(0, folder.version, None, 0, clock(), BY_THE_LINE)
            self._state = State(alone, self._versions.hold(folder), None)

    @property
    def is_ready(self) -> bool:
        """Whether there is anything to run on."""
        return self._state is not None

    @property
    def state(self) -> State:
        """All that the last look saw.

        Raises:
            LineNotReady: there is nothing to run on.
        """
        if self._state is None:
            raise LineNotReady("There are no flows: the folder and the database have none.")
        return self._state

    def live(self) -> Loaded:
        """What new calls get, save those that a roll-out is tried on."""
        return self.state.live

    def for_new_call(self, call_sid: str) -> Loaded:
        """What a call that begins now gets, the same in every process."""
        state = self.state
        if state.candidate is not None and place_of(call_sid) < state.standing.percent:
            return state.candidate
        return state.live

    def of(self, version: str) -> Loaded:
        """A version by name.

        Raises:
            UnknownVersion: it isn't kept.
            DatabaseFailure: it is not at hand, and the database is away.
        """
        state = self._state
        for standing in (state.live, state.candidate) if state else ():
            if standing is not None and standing.version == version:
                return standing
        return self._versions.get(version)

    def standing(self) -> Standing:
        """Which versions stand, and what waits for its time."""
        return self.state.standing

    def announced(self) -> tuple[Announced, ...]:
        """What a caller who rings now is told, the oldest first."""
        now = self._clock()
        return tuple(each for each in self.standing().announced if each.until > now)

    def digest(self, file: str) -> str | None:
        """Digest of a file's live text; None where there is none."""
        return self.live().digest(file)

    def look(self) -> None:
        """See what stands. One row is read where nothing changed.

        Raises:
            DatabaseFailure: the database is away; what was known goes on.
        """
        with self._looking:
            if self._folder is not None and self._take_up(self._folder):
                self._folder = None
            with self._database.reading() as session:
                row = flow_standing.load(session)
                seen = self._state.standing.serial if self._state else 0
                if row is None or row.serial in (seen, self._unusable):
                    return
                standing = _standing(session, row, self._clock())
            self._know(standing)

    def _take_up(self, folder: Loaded) -> bool:
        """Import the folder where it is to be; False where that has to be tried again."""
        with self._database.reading() as session:
            state = state_of_folder(session, folder.version)
        if state is FolderState.NEW:
            try:
                with self._database.writing() as session:
                    import_folder(session, folder, BY_THE_LINE, self._clock())
            except StandingMoved:
                return False
        if state is FolderState.DIFFERS:
            log.warning("flow_files_differ", see="warmline flows diff --live")
        return True

    def _know(self, standing: Standing) -> None:
        try:
            live = self.of(standing.live)
            candidate = self.of(standing.candidate) if standing.candidate else None
        except UnknownVersion:
            self._unusable = standing.serial
            log.exception("flows_not_usable", version=standing.live)
            return
        self._state = State(standing, live, candidate)


def _standing(session: Session, row: flow_standing.FlowStanding, now: datetime) -> Standing:
    scheduled = tuple(scheduled_of(each) for each in flow_schedule.waiting(session))
    announced = tuple(announced_of(each) for each in announcements.not_ended(session, now))
    return replace(standing_of(row), scheduled=scheduled, announced=announced)


def place_of(call_sid: str) -> int:
    """Where a call lies among a hundred; the same call always at the same place."""
    return int(sha256(call_sid.encode()).hexdigest()[:8], 16) % 100


def open_releases(
    database: Database,
    load: Callable[[], Loaded],
    clock: Callable[[], datetime],
) -> Releases:
    """The versions of a line that starts.

    While the database is away the folder's files serve; what stands is seen once it is back.

    Raises:
        LineNotReady: the folder can't be used, and the database has no flows.
    """
    folder, fault = None, None
    try:
        folder = load()
    except LineNotReady as failure:
        fault = failure
    releases = Releases(database, folder, clock)
    try:
        releases.look()
    except DatabaseFailure as failure:
        log.warning("flows_not_looked_up", code=failure.code)
    if fault is not None:
        if not releases.is_ready:
            raise fault
        log.warning("flow_files_not_usable", why=str(fault))
    return releases
