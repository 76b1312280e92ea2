"""Publishing, rolling out, scheduling and going back, each by a form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from flows.problems import FlowsInvalid, Problem
from ivr.insight.version_figures import version_figures
from ivr.releases.drafts import Conflict
from ivr.releases.publication import (
    NoRollout,
    NothingToPublish,
    Release,
    RolloutUnderWay,
    StandingMoved,
)
from ivr.releases.versions import UnknownVersion
from ivr.trying.failing import Failing
from ivr.web.auth.sessions import signed_in
from ivr.web.flow_editor.parts import EditorParts
from ivr.web.flow_editor.reviewing import past, waiting
from ivr.web.flow_editor.testing import failing_drafts
from ivr.web.records.words import moment

_REFUSALS = (
    Conflict,
    NoRollout,
    NothingToPublish,
    RolloutUnderWay,
    StandingMoved,
    UnknownVersion,
)
_LONGEST_NOTE = 2000
SHARES = (100, 50, 25, 10, 5)
"""Per cent of new calls that can be chosen."""


class _Unfit(ValueError):
    """A form that was not filled in rightly; the message says how."""


class _TestsFailed(Exception):
    """Saved tests that what is to be published does not pass."""

    def __init__(self, tests: tuple[Failing, ...]) -> None:
        super().__init__()
        self.tests = tests


@dataclass(frozen=True)
class ReleasePages:
    """Views that show and change what stands."""

    parts: EditorParts

    def review(self) -> Response:
        """What waits to be published, and the roll-out that is under way."""
        return self._review("", (), 200)

    def publish(self) -> Response:
        """Publish the chosen drafts: now or later, for all calls or a share."""

        def act() -> None:
            release, at = self._wanted()
            tests = () if request.form.get("despite") else failing_drafts(self.parts, release.files)
            if tests:
                raise _TestsFailed(tests)
            if at is None:
                self.parts.release_parts.publishing.publish(release)
            else:
                self.parts.release_parts.scheduling.schedule(release, at)

        return self._done(act)

    def take_over(self, file: str) -> Response:
        """Let a draft go on from the text that is live now."""
        revision = request.form.get("revision", 0, type=int)
        drafts = self.parts.drafts

        def act() -> None:
            if drafts.get(file) is None:
                raise _Unfit(f"There is no draft of {file}.")
            drafts.take_over(file, revision, self._who)

        return self._done(act)

    def roll_out(self) -> Response:
        """Finish the roll-out, or stop it."""
        publishing = self.parts.release_parts.publishing
        finishes = request.form.get("do") == "finish"
        act = publishing.finish_rollout if finishes else publishing.stop_rollout
        return self._done(lambda: act(self._who))

    def cancel(self, schedule_id: int) -> Response:
        """Let a scheduled publication not take effect."""
        return self._done(
            lambda: self.parts.release_parts.scheduling.cancel(schedule_id, self._who)
        )

    def history(self) -> Response:
        """Every publication with its differences in words."""
        file = request.args.get("file") or None
        shown = render_template(
            "flow_editor/history.html", entries=past(self.parts, file), file=file, told=self._told
        )
        return make_response(shown)

    def roll_back(self, version: str) -> Response:
        """Make an earlier version live again."""
        note = request.form.get("note", "").strip()[:_LONGEST_NOTE]
        publishing = self.parts.release_parts.publishing
        return self._done(lambda: publishing.rollback(version, self._who, note))

    @property
    def _who(self) -> str:
        return signed_in().shown_name

    def _wanted(self) -> tuple[Release, datetime | None]:
        note = request.form.get("note", "").strip()[:_LONGEST_NOTE]
        files, percent = tuple(request.form.getlist("file")), request.form.get("percent", "100")
        if not files:
            raise _Unfit("Choose what to publish.")
        if not note:
            raise _Unfit("Say in a note what changes for callers, and why.")
        if percent not in map(str, SHARES):
            raise _Unfit("Choose the share of calls.")
        return Release(files, note, self._who, int(percent)), self._time()

    def _time(self) -> datetime | None:
        now, written = self.parts.clock(), request.form.get("at", "").strip()
        try:
            at = datetime.fromisoformat(written) if written else None
        except ValueError:
            raise _Unfit("Write the time as a day and an hour.") from None
        at = at.replace(tzinfo=now.tzinfo) if at else None
        if at is not None and at <= now:
            raise _Unfit("That time is over. Leave it empty to publish now.")
        return at

    def _done(self, act: Callable[[], object]) -> Response:
        try:
            act()
        except FlowsInvalid as invalid:
            errors = tuple(each for each in invalid.problems if each.severity == "error")
            return self._review("Nothing was published: there are errors to mend.", errors, 422)
        except _TestsFailed as failed:
            what = "Nothing was published: saved tests fail."
            return self._review(what, (), 422, failed.tests)
        except _Unfit as unfit:
            return self._review(str(unfit), (), 422)
        except _REFUSALS as refusal:
            return self._review(str(refusal), (), 409)
        return redirect(url_for("flow_editor.review"), 303)

    def _review(
        self,
        trouble: str,
        errors: tuple[Problem, ...],
        status: int,
        failed: tuple[Failing, ...] = (),
    ) -> Response:
        standing, form = self.parts.release_parts.releases.standing(), request.form
        figures = {}
        if standing.candidate:
            with self.parts.database.reading() as session:
                versions = (standing.live, standing.candidate)
                figures = version_figures(session, versions, standing.since)
        drafts = waiting(self.parts)
        chosen = form.getlist("file") if form else [each.document.file for each in drafts]
        shown = render_template(
            "flow_editor/review.html",
            drafts=drafts,
            chosen=chosen,
            standing=standing,
            figures=figures,
            trouble=trouble,
            errors=errors,
            failed=failed,
            form=form,
            shares=SHARES,
            told=self._told,
        )
        return make_response(shown, status)

    def _told(self, at: datetime) -> str:
        return moment(at, self.parts.clock())
