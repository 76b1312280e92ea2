"""Publications at a time to come. Any process may let one take effect; it does so once."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy.orm import Session

from flows.problems import FlowsInvalid
from ivr.releases.drafts import Conflict
from ivr.releases.loading import Loaded, read
from ivr.releases.moving import Move, move
from ivr.releases.publication import (
    NothingToPublish,
    Release,
    RolloutUnderWay,
    Scheduled,
    StandingMoved,
    scheduled_of,
)
from ivr.releases.publishing import Publishing
from ivr.releases.releases import State
from ivr.releases.revision import Revision, changed
from ivr.store import flow_documents, flow_schedule, flow_standing
from ivr.store.flow_publications import PublicationKind
from ivr.store.flow_schedule import FlowSchedule, ScheduleState

log = structlog.get_logger()

_REFUSALS = (FlowsInvalid, Conflict, NothingToPublish, RolloutUnderWay)
_REASONS_TOLD = 3


@dataclass(frozen=True)
class Scheduling:
    """What waits for its time. Thread-safe; every method raises DatabaseFailure."""

    publishing: Publishing

    def schedule(self, release: Release, at: datetime) -> Scheduled:
        """Have drafts become live, or be rolled out, at a time; they are drafts no longer.

        Raises:
            FlowsInvalid: with the errors found, as of now.
            Conflict: a draft changed meanwhile, or the live text since the draft began.
            NothingToPublish: a file has no draft, or nothing differs.
            StandingMoved: others keep changing the line.
        """
        return self.publishing.settled(lambda state: self._schedule(release, at, state))

    def cancel(self, schedule_id: int, who: str) -> bool:
        """Let one not take effect, and its texts be drafts again; False where it waits no more."""
        publishing = self.publishing
        with publishing.database.writing() as session:
            row = session.get(FlowSchedule, schedule_id)
            now = publishing.clock()
            if row is None or not flow_schedule.settle(
                session, schedule_id, ScheduleState.CANCELLED, now
            ):
                return False
            publishing.drafts.give_back(session, _revision(session, row).texts, who)
            flow_standing.touch(session)
        publishing.releases.look()
        return True

    def tick(self) -> None:
        """See what stands, and let what is due take effect."""
        publishing = self.publishing
        publishing.releases.look()
        for each in publishing.releases.standing().scheduled:
            if each.at <= publishing.clock():
                try:
                    publishing.settled(partial(self._take_effect, each))
                except StandingMoved:
                    log.warning("scheduled_publication_waits", schedule=each.id)

    def would_be(self, state: State) -> tuple[Loaded, ...]:
        """What the live version would become by each that waits; those that can't be are left out.

        Args:
            state: what stands.
        """
        with self.publishing.database.reading() as session:
            rows = flow_schedule.waiting(session)
            revisions = [_revision(session, row) for row in rows]
        return tuple(loaded for each in revisions if (loaded := _over(state.live, each)))

    def _schedule(self, release: Release, at: datetime, state: State) -> Scheduled:
        publishing, now = self.publishing, self.publishing.clock()
        revision, drafts = publishing.revision_of(release.files)
        publishing.wanted(release, revision, replace(state, candidate=None))
        new = {file: text for file, text in revision.texts.items() if text is not None}
        with publishing.database.writing() as session:
            digests = flow_documents.keep_texts(session, new)
            row = FlowSchedule(
                at=at,
                state=ScheduleState.WAITING,
                texts={file: digests.get(file) for file in revision.texts},
                bases=dict(revision.bases),
                percent=release.percent,
                note=release.note,
                who=release.who,
                made_at=now,
            )
            session.add(row)
            session.flush()
            publishing.drafts.take_in(session, drafts, release.who)
            flow_standing.touch(session)
            return scheduled_of(row)

    def _take_effect(self, due: Scheduled, state: State) -> None:
        publishing = self.publishing
        with publishing.database.reading() as session:
            row = session.get(FlowSchedule, due.id)
            if row is None or row.state != ScheduleState.WAITING:
                return
            revision = _revision(session, row)
        now = publishing.clock()
        release = Release(due.files, due.note, due.who, due.percent)
        try:
            wanted = publishing.wanted(release, revision, state)
        except _REFUSALS as refusal:
            wanted = _refused(due, refusal, state)
        refused = wanted.kind == PublicationKind.REFUSED
        became = ScheduleState.REFUSED if refused else ScheduleState.DONE
        with publishing.database.writing() as session:
            if not flow_schedule.settle(session, due.id, became, now):
                return
            move(session, state.standing, wanted, now)
            if refused:
                publishing.drafts.give_back(session, revision.texts, due.who)


def _refused(due: Scheduled, refusal: Exception, state: State) -> Move:
    why = " ".join(str(refusal).splitlines()[:_REASONS_TOLD])
    note = f"{due.note} ({why})".strip()
    return Move(PublicationKind.REFUSED, state.live, due.who, note, 0, due.files)


def _over(live: Loaded, revision: Revision) -> Loaded | None:
    try:
        return read(changed(live.documents, revision.texts))
    except FlowsInvalid:
        return None


def _revision(session: Session, row: FlowSchedule) -> Revision:
    """What was scheduled."""
    kept = {file: digest for file, digest in row.texts.items() if digest is not None}
    texts = flow_documents.texts_of(session, kept)
    return Revision({file: texts.get(file) for file in row.texts}, row.bases)
