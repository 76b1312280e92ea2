"""What the record pages and their API answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Response, jsonify, make_response, render_template, request

from ivr.store import call_events, call_list, callbacks, calls
from ivr.store.call_list import ON_THE_LINE, CallFilter
from ivr.store.database import Database
from ivr.web.records.document import call_document
from ivr.web.records.rows import rows_of
from ivr.web.records.story import Story, story_of
from ivr.web.records.words import OUTCOME_LABELS, intent_words

_LONGEST_SEARCH = 100


@dataclass(frozen=True)
class RecordPages:
    """Views over one database."""

    database: Database
    clock: Callable[[], datetime]

    def calls(self) -> Response:
        """The list of calls, newest first."""
        wanted = CallFilter(
            outcome=request.args.get("outcome", ""),
            intent=request.args.get("intent", ""),
            text=request.args.get("q", "")[:_LONGEST_SEARCH].strip(),
        )
        number = request.args.get("page", 1, type=int)
        with self.database.reading() as session:
            page = call_list.find(session, wanted, number)
            intents = call_list.intents(session)
        shown = render_template(
            "records/calls.html",
            page=page,
            rows=rows_of(page, self.clock()),
            wanted=wanted,
            outcomes={ON_THE_LINE: "On the line", **OUTCOME_LABELS},
            intents={intent: intent_words(intent) for intent in intents},
        )
        return make_response(shown)

    def call(self, call_sid: str) -> Response:
        """One call."""
        story = self._story(call_sid)
        if story is None:
            return make_response(render_template("records/no_call.html"), 404)
        return make_response(render_template("records/call.html", story=story))

    def story(self, call_sid: str) -> Response:
        """The part of a call's page that changes; empty (204) where nothing new happened."""
        seen = request.args.get("after", 0, type=int)
        with self.database.reading() as session:
            call = calls.load(session, call_sid)
            last = call_events.last_seq(session, call_sid)
        if call is None:
            return make_response(render_template("records/no_call.html"), 404)
        if call.ended_at is None and last <= seen:
            return Response(status=204)
        return make_response(render_template("records/_story.html", story=self._story(call_sid)))

    def document(self, call_sid: str) -> Response:
        """One call as JSON."""
        with self.database.reading() as session:
            call = calls.load(session, call_sid)
            events = call_events.of_call(session, call_sid)
        if call is None:
            return make_response(jsonify(error=f"there is no call {call_sid}"), 404)
        return make_response(jsonify(call_document(call, events)))

    def _story(self, call_sid: str) -> Story | None:
        with self.database.reading() as session:
            call = calls.load(session, call_sid)
            events = call_events.of_call(session, call_sid)
            promised = callbacks.of_call(session, call_sid)
        return story_of(call, events, promised, self.clock()) if call else None
