"""Making another version live: at once, for a share of calls, at a time to come, or back again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import structlog

from flows.problems import Problem
from ivr.releases.drafts import Draft, Drafts, LiveTextMoved
from ivr.releases.loading import Loaded, all_problems, read
from ivr.releases.moving import Move, changed_files, move
from ivr.releases.publication import (
    NoRollout,
    NothingToPublish,
    Publication,
    Release,
    RolloutUnderWay,
    StandingMoved,
    publication_of,
)
from ivr.releases.releases import Releases, State
from ivr.releases.revision import Revision, changed
from ivr.store import flow_publications
from ivr.store.database import Database
from ivr.store.failures import DatabaseFailure
from ivr.store.flow_publications import PublicationKind

log = structlog.get_logger()

TRIES = 3
"""So often a change is begun anew where others changed the line meanwhile."""
Result = TypeVar("Result")


@dataclass(frozen=True)
class Publishing:
    """Changes what stands. Thread-safe; every method raises DatabaseFailure."""

    database: Database
    releases: Releases
    drafts: Drafts
    model_folder: Callable[[], Path]
    """Gives the folder of the speech model whose words callers can be recognised by."""
    clock: Callable[[], datetime]

    def problems(self, texts: Mapping[str, str | None]) -> tuple[Problem, ...]:
        """Faults and advice for the live documents with these texts in their place.

        Args:
            texts: by file name; None where the document is removed.
        """
        documents = changed(self.releases.live().documents, texts)
        return all_problems(documents, self.model_folder())

    def would_be(self, texts: Mapping[str, str | None]) -> Loaded | None:
        """What these texts would make of the live version; None where there are errors.

        Args:
            texts: by file name; None where the document is removed.
        """
        if any(each.severity == "error" for each in self.problems(texts)):
            return None
        return read(changed(self.releases.live().documents, texts))

    def publish(self, release: Release) -> Publication:
        """Make drafts live, or roll them out; they are drafts no longer.

        Raises:
            FlowsInvalid: with the errors found.
            Conflict: a draft changed meanwhile, or the live text since the draft began.
            NothingToPublish: a file has no draft, or nothing differs.
            RolloutUnderWay: that is to be finished or stopped first.
            StandingMoved: others keep changing the line.
        """
        return self.settled(lambda state: self._publish(release, state))

    def finish_rollout(self, who: str, note: str = "") -> Publication:
        """Let every new call get the version that is rolled out.

        Raises:
            NoRollout: there is none.
            StandingMoved: others keep changing the line.
        """
        kind = PublicationKind.PUBLISHED
        return self.settled(lambda state: self._move(state, Move(kind, _tried(state), who, note)))

    def stop_rollout(self, who: str, note: str = "") -> Publication:
        """Let every new call get the live version; the texts of the other are drafts again.

        Raises:
            NoRollout: there is none.
            StandingMoved: others keep changing the line.
        """
        kind = PublicationKind.STOPPED
        return self.settled(
            lambda state: self._move(state, Move(kind, _tried(state), who, note, percent=0))
        )

    def rollback(self, version: str, who: str, note: str = "") -> Publication:
        """Make an earlier version live; a roll-out ends with it.

        Raises:
            UnknownVersion: there is none of that name, or it can't be read any more.
            NothingToPublish: it is live.
            StandingMoved: others keep changing the line.
        """
        wanted = Move(PublicationKind.ROLLED_BACK, self.releases.of(version), who, note)

        def back(state: State) -> Publication:
            if version == state.live.version and state.candidate is None:
                raise NothingToPublish(f"Version {version} is live.")
            return self._move(state, wanted)

        return self.settled(back)

    def import_documents(self, loaded: Loaded, who: str, note: str = "") -> Publication:
        """Make documents live that passed every check, such as those of a folder.

        Raises:
            NothingToPublish: they are live.
            RolloutUnderWay: that is to be finished or stopped first.
            StandingMoved: others keep changing the line.
        """
        wanted = Move(PublicationKind.IMPORTED, loaded, who, note)

        def take(state: State) -> Publication:
            if state.candidate is not None:
                raise RolloutUnderWay
            if loaded.version == state.live.version:
                raise NothingToPublish("The files are those that are live.")
            return self._move(state, wanted)

        return self.settled(take)

    def history(self, file: str | None = None) -> tuple[Publication, ...]:
        """Every publication, or those that changed a document; the latest first."""
        with self.database.reading() as session:
            entries = [publication_of(row) for row in flow_publications.all_of(session)]
        return tuple(each for each in entries if file is None or file in each.files)

    def settled(self, attempt: Callable[[State], Result]) -> Result:
        """Change what stands, anew where others did meanwhile.

        Raises:
            StandingMoved: others keep changing it.
        """
        for _ in range(TRIES):
            self.releases.look()
            try:
                result = attempt(self.releases.state)
            except StandingMoved:
                continue
            try:
                self.releases.look()
            except DatabaseFailure as failure:
                log.warning("flows_not_looked_up", code=failure.code)
            return result
        raise StandingMoved

    def revision_of(self, files: tuple[str, ...]) -> tuple[Revision, list[Draft]]:
        """What the drafts of some files change, and those drafts.

        Raises:
            NothingToPublish: a file has no draft.
        """
        drafts = [each for each in self.drafts.all() if each.file in files]
        missing = sorted(set(files) - {each.file for each in drafts})
        if missing or not drafts:
            what = ", ".join(missing) or "any document"
            raise NothingToPublish(f"There is no draft of {what}.")
        texts = {each.file: each.text for each in drafts}
        return Revision(texts, {each.file: each.base for each in drafts}), drafts

    def wanted(self, release: Release, revision: Revision, state: State) -> Move:
        """What a revision makes of the live version, where nothing is in the way.

        Raises:
            FlowsInvalid: with the errors found.
            LiveTextMoved: another text became live since the revision began.
            NothingToPublish: nothing differs.
            RolloutUnderWay: that is to be finished or stopped first.
        """
        if state.candidate is not None:
            raise RolloutUnderWay
        if moved := revision.moved(state.live):
            raise self._live_text_moved(moved)
        loaded = revision.over(state.live, self.model_folder)
        whole = release.percent >= 100
        kind = PublicationKind.PUBLISHED if whole else PublicationKind.ROLLED_OUT
        files = changed_files(state.live.documents, loaded.documents)
        return Move(kind, loaded, release.who, release.note, release.percent, files)

    def _publish(self, release: Release, state: State) -> Publication:
        revision, drafts = self.revision_of(release.files)
        wanted, now = self.wanted(release, revision, state), self.clock()
        with self.database.writing() as session:
            publication = move(session, state.standing, wanted, now)
            self.drafts.take_in(session, drafts, release.who)
        return publication

    def _move(self, state: State, wanted: Move) -> Publication:
        files = changed_files(state.live.documents, wanted.loaded.documents)
        now = self.clock()
        with self.database.writing() as session:
            publication = move(session, state.standing, replace(wanted, files=files), now)
            if wanted.kind == PublicationKind.STOPPED:
                texts = {file: wanted.loaded.documents.get(file) for file in files}
                self.drafts.give_back(session, texts, wanted.who)
        return publication

    def _live_text_moved(self, file: str) -> LiveTextMoved:
        last = next(iter(self.history(file)), None)
        if last is None:
            return LiveTextMoved(file, "Somebody", self.releases.standing().since)
        return LiveTextMoved(file, last.who, last.at)


def _tried(state: State) -> Loaded:
    if state.candidate is None:
        raise NoRollout
    return state.candidate
