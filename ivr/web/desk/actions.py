"""What an agent does at the desk; each answers with the page's parts as they are then."""

from dataclasses import dataclass
from typing import get_args

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.store import agents, callbacks, voicemails
from ivr.store.agents import AgentState
from ivr.store.callbacks import CallbackStatus
from ivr.transfer.wish import BackTo
from ivr.web.auth.sessions import SignedIn, signed_in
from ivr.web.desk.notes import DISPOSITIONS, LONGEST
from ivr.web.desk.parts import DeskParts
from ivr.web.desk.regions import regions_of

_GONE = "Too late: the caller has been taken already, or has left."
_NOT_NOW = "That can't be changed during a call."
_NO_HAND_BACK = "Too late: you are no longer talking with this caller."
_TAKEN = "Somebody else has taken this on already."
_BACK: tuple[BackTo, ...] = get_args(BackTo)
_NOTE = 2000


@dataclass(frozen=True)
class DeskActions:
    """Views that change something."""

    parts: DeskParts

    def switch(self) -> Response:
        """Go away, or come back."""
        wanted = request.form.get("state")
        if wanted not in (AgentState.AVAILABLE, AgentState.AWAY):
            return self._now("Choose available or away.", 422)
        if not self.parts.transfers.set_state(self._me.user_id, AgentState(wanted)):
            with self.parts.database.reading() as session:
                agent = agents.of_user(session, self._me.user_id)
            return self._now("" if agent is None or agent.state == wanted else _NOT_NOW)
        return self._now("")

    def accept(self, attempt_id: int) -> Response:
        """Take the caller, as key 1 does."""
        done = self.parts.transfers.accept(attempt_id, self._me.user_id)
        return self._now("" if done else _GONE)

    def decline(self, attempt_id: int) -> Response:
        """Leave the caller to the next agent, as key 2 does."""
        done = self.parts.transfers.decline(attempt_id, self._me.user_id)
        return self._now("" if done else _GONE)

    def hand_back(self, transfer_id: int) -> Response:
        """Send the caller to a rating, to another queue, or back to the line."""
        to = request.form.get("to", "")
        queue = request.form.get("queue", "") if to == "queue" else ""
        if to not in _BACK or (to == "queue" and queue not in self.parts.policy.queues):
            return self._now("Choose where the caller goes.", 422)
        done = self.parts.transfers.hand_back(
            transfer_id,
            self._me.user_id,
            to,
            queue,
            request.form.get("note", "")[:_NOTE].strip(),
        )
        return self._now("" if done else _NO_HAND_BACK)

    def keep_notes(self, attempt_id: int) -> Response:
        """Keep what was written so far; with `done`, the wrap-up is over."""
        disposition, is_done = request.form.get("disposition", ""), "done" in request.form
        if disposition not in DISPOSITIONS and (disposition or is_done):
            return self._now("Say what came of the call, then finish.", 422)
        notes = request.form.get("notes", "").replace("\r\n", "\n")[:LONGEST].strip()
        kept = self.parts.transfers.wrap_up(
            attempt_id, self._me.user_id, disposition, notes, is_done
        )
        if is_done or not kept:
            return self._now("" if kept else "These notes can't be changed any more.")
        return self._kept()

    def ring_back(self, callback_id: int) -> Response:
        """Ring the agent, then the caller who was promised a call."""
        return self._now(self.parts.ring_back.start(callback_id, self._me.user_id))

    def ring_back_after(self, voicemail_id: int) -> Response:
        """Ring the agent, then the caller who left a message."""
        return self._now(self.parts.ring_back.start_after(voicemail_id, self._me.user_id))

    def settle(self, callback_id: int) -> Response:
        """Say what came of a promise that was claimed."""
        status = request.form.get("status")
        if status not in (CallbackStatus.DONE, CallbackStatus.UNREACHED, CallbackStatus.OPEN):
            return self._now("Say what came of it.", 422)
        now = self.parts.clock()
        with self.parts.database.writing() as session:
            settled = callbacks.settle(
                session, callback_id, self._me.user_id, CallbackStatus(status), now
            )
        return self._now("" if settled else _TAKEN)

    def finish(self, voicemail_id: int) -> Response:
        """Note that a message was dealt with."""
        now, me = self.parts.clock(), self._me.user_id
        with self.parts.database.writing() as session:
            agent = agents.of_user(session, me)
            queues = agent.queues if agent else []
            finished = voicemails.finish(session, voicemail_id, me, queues, now)
        return self._now("" if finished else _TAKEN)

    @property
    def _me(self) -> SignedIn:
        return signed_in()

    def _now(self, sentence: str, status: int = 200) -> Response:
        """The page's parts, each in its place, and a sentence where something went wrong."""
        if "HX-Request" not in request.headers:
            return redirect(url_for("desk.desk"))
        regions = [r for r in regions_of(self.parts, self._me) if r.name != "announcement"]
        shown = render_template("desk/_answer.html", regions=regions, sentence=sentence)
        return make_response(shown, status)

    def _kept(self) -> Response:
        """A word beside the notes, which no screen reader says by itself."""
        if "HX-Request" not in request.headers:
            return redirect(url_for("desk.desk"))
        return make_response(render_template("desk/_kept.html"))
